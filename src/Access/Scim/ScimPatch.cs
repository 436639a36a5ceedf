using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridgewatch.Access.Scim;

/// <summary>One operation of a PATCH, as directories send it: with capitals, without a path, with texts for truth values.</summary>
/// <param name="Op"><c>add</c>, <c>replace</c> or <c>remove</c>, in any case.</param>
/// <param name="Path">Null when the attributes stand in the value.</param>
public sealed record ScimOperation(string Op, string? Path, JsonElement? Value);

/// <summary>Carries operations out on a resource's JSON (RFC 7644, 3.5.2). What is no attribute of ours is kept there, and then not read.</summary>
internal static class ScimPatch
{
    public static void Apply(JsonObject resource, IEnumerable<ScimOperation> operations)
    {
        foreach (var operation in operations) Apply(resource, operation);
    }

    private static void Apply(JsonObject resource, ScimOperation operation)
    {
        var op = operation.Op.ToLowerInvariant();
        if (op is not ("add" or "replace" or "remove")) throw new ScimFault("invalidSyntax", $"'{operation.Op}' is none of add, replace, remove.");
        var value = operation.Value is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given ? ScimJson.Parse(given.GetRawText()) : null;
        if (!string.IsNullOrWhiteSpace(operation.Path))
        {
            Apply(resource, op, ScimFilter.ReadPath(operation.Path), value);
            return;
        }
        if (op == "remove") throw new ScimFault("noTarget", "Say with 'path' what is to be removed.");
        if (value is not JsonObject attributes) throw new ScimFault("invalidSyntax", "Without 'path' the value is an object of attributes.");
        foreach (var (name, part) in attributes) Apply(resource, op, ScimFilter.ReadPath(name), part?.DeepClone());
    }

    private static void Apply(JsonObject resource, string op, ScimPath path, JsonNode? value)
    {
        if (path.Where is { } where) ApplyToPicked(resource, op, path, where, value);
        else if (path.Sub is { } sub) ApplyToSub(resource, op, path.Attribute, sub, value);
        else if (op == "remove") Remove(resource, path.Attribute, value);
        else if (op == "add" && resource[path.Attribute] is JsonArray list) Add(list, value);
        else Put(resource, path.Attribute, value);
    }

    /// <summary>A replaced attribute that has parts keeps those that are not named.</summary>
    private static void Put(JsonObject resource, string attribute, JsonNode? value)
    {
        if (resource[attribute] is JsonObject whole && value is JsonObject parts) Merge(whole, parts);
        else resource[attribute] = value;
    }

    private static void Merge(JsonObject whole, JsonObject parts)
    {
        foreach (var (name, part) in parts) whole[name] = part?.DeepClone();
    }

    private static void Add(JsonArray list, JsonNode? value)
    {
        foreach (var item in Items(value).Where(i => !list.Any(l => IsSame(l, i)))) list.Add(item!.DeepClone());
    }

    /// <summary>Entra ID names the values to remove beside the path, and not in it.</summary>
    private static void Remove(JsonObject resource, string attribute, JsonNode? value)
    {
        if (value is null || resource[attribute] is not JsonArray list) resource.Remove(attribute);
        else foreach (var gone in list.Where(l => Items(value).Any(i => IsSame(l, i))).ToList()) list.Remove(gone);
    }

    private static void ApplyToSub(JsonObject resource, string op, string attribute, string sub, JsonNode? value)
    {
        if (resource[attribute] is not JsonObject whole)
        {
            if (op == "remove") return;
            resource[attribute] = whole = ScimJson.Object();
        }
        if (op == "remove") whole.Remove(sub);
        else whole[sub] = value;
    }

    private static void ApplyToPicked(JsonObject resource, string op, ScimPath path, ScimCondition where, JsonNode? value)
    {
        if (resource[path.Attribute] is not JsonArray list)
        {
            if (op == "remove") return;
            resource[path.Attribute] = list = [];
        }
        var picked = list.OfType<JsonObject>().Where(o => Fits(o, where)).ToList();
        if (op == "remove")
        {
            foreach (var one in picked)
            {
                if (path.Sub is { } gone) one.Remove(gone);
                else list.Remove(one);
            }
            return;
        }
        if (picked.Count == 0)
        {
            // Directories expect that what is replaced is made where it is not there.
            var made = ScimJson.Object();
            if (!TryMake(made, where)) throw new ScimFault("noTarget", $"No value of '{path.Attribute}' fits.");
            list.Add(made);
            picked.Add(made);
        }
        foreach (var one in picked)
        {
            if (path.Sub is { } sub) one[sub] = value?.DeepClone();
            else if (value is JsonObject parts) Merge(one, parts);
        }
    }

    private static bool Fits(JsonObject one, ScimCondition where) => where switch
    {
        ScimBoth both => Fits(one, both.Left) && Fits(one, both.Right),
        ScimEither either => Fits(one, either.Left) || Fits(one, either.Right),
        ScimNot not => !Fits(one, not.Inner),
        ScimComparison { Operator: ScimOperator.Pr } c => one[c.Path] is not null,
        ScimComparison { Operator: ScimOperator.Eq } c => IsEqual(one[c.Path], c.Value),
        ScimComparison { Operator: ScimOperator.Ne } c => !IsEqual(one[c.Path], c.Value),
        _ => throw new ScimFault("invalidPath", "Values of a list are picked with eq, ne or pr."),
    };

    private static bool IsEqual(JsonNode? node, object? value) =>
        string.Equals(ScimJson.Text(node), value is bool truth ? (truth ? "true" : "false") : value?.ToString(), StringComparison.OrdinalIgnoreCase);

    private static bool TryMake(JsonObject made, ScimCondition where)
    {
        if (where is ScimBoth both) return TryMake(made, both.Left) && TryMake(made, both.Right);
        if (where is not ScimComparison { Operator: ScimOperator.Eq } comparison) return false;
        made[comparison.Path] = comparison.Value is bool truth ? JsonValue.Create(truth) : JsonValue.Create(comparison.Value?.ToString());
        return true;
    }

    private static JsonNode?[] Items(JsonNode? value) => value is JsonArray list ? [.. list] : [value];

    private static bool IsSame(JsonNode? one, JsonNode? other) => ScimJson.Text(one) is { } text && text.Equals(ScimJson.Text(other), StringComparison.OrdinalIgnoreCase);
}
