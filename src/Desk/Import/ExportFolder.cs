using System.Text.Json;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Import;

/// <summary>The files of an export, and what each holds by its name. Folders are read to any depth.</summary>
internal sealed class ExportFolder
{
    /// <summary>What an export's files, and lists within them, may be called. Longer names come first: <c>ticket_fields</c> are no tickets.</summary>
    public static readonly IReadOnlyList<string> Nouns =
    [
        .. new[]
        {
            "organizations", "users", "groups", "ticket_fields", "tickets", "macros", "views", "triggers", "automations", "sla_policies", "organization_memberships", "organization_fields", "user_fields",
            "user_identities", "identities", "group_memberships", "ticket_forms", "ticket_metrics", "ticket_audits", "ticket_events", "ticket_comments", "comments", "audits", "metric_sets", "brands", "satisfaction_ratings",
            "suspended_tickets", "deleted_tickets", "dynamic_content", "custom_roles", "custom_statuses", "schedules", "attachments", "articles", "sections", "categories", "topics", "posts",
        }.OrderByDescending(n => n.Length),
    ];

    private static readonly HashSet<string> Known = [.. Nouns];

    /// <summary>Lists that are read with the ticket that they belong to.</summary>
    private static readonly HashSet<string> OfTickets = ["comments", "ticket_comments", "attachments", "ticket_audits", "audits"];

    private readonly List<(string Path, string? Noun)> _files = [];

    /// <summary>Those whose name says nothing, and in which something was found all the same.</summary>
    private readonly HashSet<string> _toldMore = [];

    /// <param name="path">A folder, or one file.</param>
    public ExportFolder(string path)
    {
        if (File.Exists(path))
        {
            Root = Path.GetDirectoryName(Path.GetFullPath(path))!;
            _files.Add((Path.GetFullPath(path), NounOf(path)));
            return;
        }
        if (!Directory.Exists(path)) throw new Invalid("path", $"There is nothing at {path}.");
        Root = Path.GetFullPath(path);
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (IsJson(file) && NounOf(file) is var noun && (noun is null || !OfTickets.Contains(noun))) _files.Add((file, noun));
        if (_files.Count == 0) throw new Invalid("path", $"There are no .json, .jsonl or .ndjson files in {path}.");
    }

    public string Root { get; }

    /// <summary>Records under any of these nouns, file by file. A file whose name says nothing is looked through for each.</summary>
    public async IAsyncEnumerable<ExportValue> Read(IReadOnlyCollection<string> nouns, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (path, named) in _files)
        {
            if (named is not null && !nouns.Contains(named) && !MayHoldMore(path, named)) continue;
            await foreach (var value in ExportValues.Read(path, !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase), Known.Contains, ct))
            {
                var noun = value.Noun ?? named;
                if (noun is null || !nouns.Contains(noun)) continue;
                if (named is null) _toldMore.Add(path);
                yield return value.Error is null ? value with { Noun = noun } : value with { Noun = noun, Error = $"{Path.GetRelativePath(Root, path)}: {value.Error}" };
            }
        }
    }

    /// <summary>Files whose records nobody asks for, so that they can be named.</summary>
    public IEnumerable<string> Unknown(IReadOnlySet<string> read) =>
        _files.Where(f => f.Noun is null ? !_toldMore.Contains(f.Path) : !read.Contains(f.Noun)).Select(f => Path.GetRelativePath(Root, f.Path));

    /// <summary>What was said on a ticket, where it lies in a file of its own.</summary>
    public string? CommentsOf(string ticket) => new[]
    {
        Path.Combine(Root, "comments", $"{ticket}.json"), Path.Combine(Root, "ticket_comments", $"{ticket}.json"), Path.Combine(Root, "tickets", ticket, "comments.json"),
        Path.Combine(Root, "tickets", $"{ticket}_comments.json"),
    }.FirstOrDefault(File.Exists);

    /// <summary>The content of a file that was attached to a ticket.</summary>
    /// <param name="name">Safe to be part of a path.</param>
    public string? ContentOf(string ticket, string attachment, string name)
    {
        var folder = Path.Combine(Root, "attachments");
        if (!Directory.Exists(folder)) return null;
        return new[]
        {
            Path.Combine(folder, attachment, name), Path.Combine(folder, $"{attachment}_{name}"), Path.Combine(folder, $"{attachment}-{name}"), Path.Combine(folder, attachment),
            Path.Combine(folder, attachment + Path.GetExtension(name)), Path.Combine(folder, ticket, $"{attachment}_{name}"), Path.Combine(folder, ticket, attachment, name), Path.Combine(folder, ticket, name),
        }.FirstOrDefault(File.Exists);
    }

    private static bool IsJson(string file) => Path.GetExtension(file).ToLowerInvariant() is ".json" or ".jsonl" or ".ndjson";

    /// <summary>An answer of the API brings users along with tickets. A plain list of tickets, which may be large, is not looked through for them.</summary>
    private static bool MayHoldMore(string path, string named)
    {
        if (named != "tickets") return false;
        using var file = File.OpenRead(path);
        var head = new byte[1_024];
        var reader = new Utf8JsonReader(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)).TrimStart("\uFEFF"u8), isFinalBlock: false, default);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && Known.Contains(reader.GetString()!);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>By the file's name, or else by its folder's: <c>tickets-2.json</c>, <c>users/17.json</c>.</summary>
    private static string? NounOf(string path) =>
        NounIn(Path.GetFileNameWithoutExtension(path)) ?? NounIn(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ""));

    private static string? NounIn(string name)
    {
        var word = name.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
        return Nouns.FirstOrDefault(n => word.StartsWith(n, StringComparison.Ordinal))
            ?? Nouns.FirstOrDefault(n => word.StartsWith(Singular(n), StringComparison.Ordinal));
    }

    private static string Singular(string noun) => noun.EndsWith("ies", StringComparison.Ordinal) ? noun[..^3] + "y" : noun.TrimEnd('s');
}
