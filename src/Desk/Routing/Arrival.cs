using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Routing;

/// <summary>A ticket as it arrives: what is known of it when it is routed. Things are known by all the names that people call them by.</summary>
public sealed record Arrival
{
    public string Subject { get; init; } = "";

    public string Body { get; init; } = "";

    /// <summary>What else came as text: attachments, alerts. Error codes are read from it; no condition asks for it.</summary>
    public IReadOnlyList<string> OtherTexts { get; init; } = [];

    public TicketType Type { get; init; } = TicketType.Question;

    public Severity? Severity { get; init; }

    public Channel Channel { get; init; } = Channel.Api;

    /// <summary>Customers or people hit.</summary>
    public int? Affected { get; init; }

    /// <summary>The component, by path first.</summary>
    public IReadOnlyList<string> Component { get; init; } = [];

    /// <summary>The component and everything that it is a part of.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    public IReadOnlyList<string> Organization { get; init; } = [];

    /// <summary>Address and name of who asks.</summary>
    public IReadOnlyList<string> Requester { get; init; } = [];

    public IReadOnlyList<string> Brand { get; init; } = [];

    public string? Region { get; init; }

    /// <summary>In which the requester writes, a BCP 47 tag.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What a form or a program said beside the fields that every ticket has, by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>In capitals: those that were given, and once its texts are read those found in them.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>The path and all that it goes on from: <c>payments/settlement</c> is a part of <c>payments</c>.</summary>
    internal static IReadOnlyList<string> PathAndAbove(string path)
    {
        List<string> all = [path];
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1)) all.Add(path[..end]);
        return all;
    }
}
