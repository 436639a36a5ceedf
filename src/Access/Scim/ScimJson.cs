using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridgewatch.Access.Scim;

/// <summary>JSON as SCIM has it: names without regard to case, and values as directories really write them.</summary>
internal static class ScimJson
{
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    public static JsonObject Object() => new(AnyCase);

    /// <exception cref="ScimFault">It is no JSON.</exception>
    public static JsonNode? Parse(string json)
    {
        try
        {
            var node = JsonNode.Parse(json, AnyCase, new() { MaxDepth = 16 });
            Walk(node);
            return node;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new ScimFault("invalidSyntax", $"This is no JSON that can be read: {exception.Message}");
        }
    }

    /// <summary>Looks at everything once: a name that stands twice and half a character are else found where nobody expects them.</summary>
    private static void Walk(JsonNode? node)
    {
        if (node is JsonObject whole)
        {
            foreach (var (_, part) in whole) Walk(part);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list) Walk(item);
        }
        else _ = node?.ToString();
    }

    /// <summary>A text, a number or a truth value as text; of an object or a list of one its <c>value</c>. Null when there is none, or an empty one.</summary>
    public static string? Text(JsonNode? node) => node switch
    {
        JsonValue value => value.ToString() is { Length: > 0 } text ? text : null,
        JsonObject part => part["value"] is JsonValue inner ? Text(inner) : null,
        JsonArray { Count: 1 } list => Text(list[0]),
        _ => null,
    };

    /// <summary>Also <c>"True"</c>, as Entra ID writes it.</summary>
    /// <exception cref="ScimFault">It is something else.</exception>
    public static bool? Truth(JsonNode? node, string attribute) => Text(node)?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new ScimFault("invalidValue", $"'{attribute}' is true or false."),
    };
}
