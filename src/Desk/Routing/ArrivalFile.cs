using System.Text.Json;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Routing;

/// <summary>A ticket as JSON: what <c>POST /api/v1/tickets</c> takes, or what it answers, and beside that who the customer is, attachments and
/// alerts. What is not looked at is named, and no error: somebody asks where a ticket would go, and opens none.</summary>
internal sealed class ArrivalFile
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly JsonElement _ticket;
    private readonly HashSet<string> _looked = [];

    private ArrivalFile(JsonElement ticket) => _ticket = ticket;

    /// <returns>The ticket, and what of it was not looked at.</returns>
    /// <exception cref="InvalidDataException">It is no JSON, or something in it is no such thing; the message says which.</exception>
    public static (Arrival Arrival, IReadOnlyList<string> Unread) Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException("A ticket is an object such as {\"subject\": …, \"body\": …}.");
            var file = new ArrivalFile(document.RootElement);
            var arrival = file.Arrival();
            return (arrival, [.. document.RootElement.EnumerateObject().Select(p => p.Name).Where(n => !file._looked.Contains(n))]);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"This is no JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.");
        }
    }

    private Arrival Arrival()
    {
        var component = Text("component");
        return new()
        {
            Subject = Text("subject") ?? "",
            Body = Text("body") ?? "",
            OtherTexts = [.. Items("attachments").Select(AttachedText), .. Items("alerts").SelectMany(TextsWithin)],
            Type = Word<TicketType>("type") ?? TicketType.Question,
            Severity = Word<Severity>("severity"),
            Channel = Word<Channel>("channel") ?? Channel.Api,
            Affected = Number("affected"),
            Component = One(component),
            Services = component is null ? [] : Routing.Arrival.PathAndAbove(component),
            Organization = Names("organization"),
            Requester = Names("requester", "email"),
            Brand = One(Text("brand")),
            Region = Text("region"),
            Language = Text("language"),
            Labels = [.. TicketWordLists.Labels(Texts("labels")) ?? []],
            Fields = Fields(),
            Codes = [.. Texts("errorCodes").Select(c => ErrorCodes.Normalise(c) ?? throw Wrong("errorCodes", $"'{c}' can be no code.")).Distinct()],
        };
    }

    private JsonElement? Value(string name)
    {
        _looked.Add(name);
        return _ticket.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private string? Text(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw Wrong(name, "Give a text."),
    };

    private TWord? Word<TWord>(string name) where TWord : struct, Enum =>
        Text(name) is not { } text ? null : Words.TryReadExactly<TWord>(text, out var word) ? word : throw Wrong(name, Words.OneOf<TWord>());

    private int? Number(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var whole) => whole,
        _ => throw Wrong(name, "Give a whole number."),
    };

    /// <summary>A name alone, or an object with a name and what else it is known by.</summary>
    private IReadOnlyList<string> Names(string name, string? also = null) => Value(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Object } thing => [.. new[] { also, "name" }.OfType<string>().Where(n => thing.TryGetProperty(n, out var v) && v.ValueKind == JsonValueKind.String)
            .Select(n => thing.GetProperty(n).GetString()!).Where(t => t.Length > 0)],
        _ => throw Wrong(name, "Give a name, or an object that has one."),
    };

    private List<JsonElement> Items(string name) => Value(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        _ => throw Wrong(name, "Give a list."),
    };

    private List<string> Texts(string name) =>
        [.. Items(name).Select(i => i.ValueKind == JsonValueKind.String ? i.GetString()! : throw Wrong(name, "Give a list of texts."))];

    private static string AttachedText(JsonElement attachment) => attachment.ValueKind switch
    {
        JsonValueKind.String => attachment.GetString()!,
        JsonValueKind.Object when attachment.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String => text.GetString()!,
        _ => "",
    };

    /// <summary>Labels, annotations, summary: all that an alert says.</summary>
    private static IEnumerable<string> TextsWithin(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsWithin),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => TextsWithin(p.Value)),
        _ => [],
    };

    private Dictionary<string, string> Fields() => Value("fields") switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } fields => fields.EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null).ToDictionary(f => f.Name, f => f.Value.ValueKind switch
        {
            JsonValueKind.String => f.Value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => f.Value.GetRawText(),
            _ => throw Wrong($"fields.{f.Name}", "Give a text, a number, true or false."),
        }),
        _ => throw Wrong("fields", "Give an object of names and values."),
    };

    private static IReadOnlyList<string> One(string? value) => value is null ? [] : [value];

    private static InvalidDataException Wrong(string name, string what) => new($"{name}: {what}");
}
