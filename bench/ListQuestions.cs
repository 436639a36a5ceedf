using System.Text.Json;

namespace Bridgewatch.Bench;

/// <summary>A question that is asked many times with other values, by its path.</summary>
/// <param name="Aim">What it may take at most, in milliseconds: floor and goal.</param>
internal sealed record BenchQuestion(string Group, string Name, string Aim, Func<int, string> Path);

/// <summary>What lists and search are asked. Organizations, components and codes are those of real rows, so the frequent ones come often.</summary>
internal sealed class ListQuestions(JsonElement[] rows, MadeTexts texts, string team, string queue)
{
    private const string View = "150 / 50", Filter = "1000", Search = "200 / 50";

    private readonly string[] _organizations = [.. rows.Select(r => r.GetProperty("organization")).Where(o => o.ValueKind == JsonValueKind.Object).Select(o => o.GetProperty("id").GetString()!)];
    private readonly string[] _names = [.. rows.Select(r => r.GetProperty("organization")).Where(o => o.ValueKind == JsonValueKind.Object).Select(o => o.GetProperty("name").GetString()!)];
    private readonly string[] _components = [.. rows.Select(r => r.GetProperty("component").GetString()).OfType<string>()];
    private readonly string[] _codes = [.. rows.SelectMany(r => r.GetProperty("errorCodes").EnumerateArray()).Select(c => c.GetString()!)];
    private readonly string[] _labels = [.. rows.SelectMany(r => r.GetProperty("labels").EnumerateArray()).Select(c => c.GetString()!)];
    private readonly string[] _people = [.. rows.Select(r => r.GetProperty("assignee")).Where(o => o.ValueKind == JsonValueKind.Object).Select(o => o.GetProperty("name").GetString()!)];
    private readonly string[] _references = [.. rows.Select(r => $"NL{10_000_000 + long.Parse(r.GetProperty("number").GetString()!.Split('-')[^1], null)}")];

    /// <summary>The twelve views.</summary>
    public IEnumerable<BenchQuestion> Views() =>
    [
        Of("my open", _ => "is=unsolved&assignee=me&sort=rank"),
        Of("my team's open by rank", _ => $"{Asked($"team:{team} is:open")}&sort=rank"),
        Of("unassigned in a queue", _ => $"is=unsolved&assignee=none&queue={queue}&sort=rank"),
        Of("due within the hour", _ => $"{Asked("is:open due:<1h")}&sort=due"),
        Of("breached today", _ => $"{Asked("breached:today")}&sort=created"),
        Of("waiting on customer over 3 days", _ => $"{Asked("status:waiting-on-customer replied:>3d")}&sort=rank"),
        Of("waiting on engineering", _ => "status=waiting-on-engineering&sort=rank"),
        Of("P1 and P2 open", _ => "is=unsolved&priority=P1,P2&sort=rank"),
        Of("one organization's all, newest first", i => $"organization={At(_organizations, i)}&sort=created"),
        Of("one component's open", i => $"is=unsolved&component={Uri.EscapeDataString(At(_components, i))}&sort=rank"),
        Of("one error code, newest first", i => $"code={At(_codes, i)}&sort=created"),
        Of("resolved this week by me", _ => $"{Asked("resolver:me resolved:<7d")}&sort=updated"),
    ];

    public IEnumerable<BenchQuestion> Filters()
    {
        BenchQuestion[] all =
        [
            Asking("all open by rank", _ => "is:open", "rank"),
            Asking("all open by priority", _ => "is:open", "priority"),
            Asking("all open by impact", _ => "is:open", "impact"),
            Asking("everything by updated", _ => "", "updated"),
            Asking("everything by created", _ => "", "created"),
            Asking("code:X", i => $"code:{At(_codes, i)}", "created"),
            Asking("code:X*, the beginning of codes", i => $"code:{At(_codes, i)[..5]}*", "created"),
            Asking("code:X by updated", i => $"code:{At(_codes, i)}", "updated"),
            Asking("label:X", i => $"label:{At(_labels, i)}", "created"),
            Asking("label:X that nothing has", i => $"label:none-{i}", "created"),
            Asking("assignee:X", i => $"assignee:{Quoted(At(_people, i))}", "updated"),
            Asking("assignee:X by created", i => $"assignee:{Quoted(At(_people, i))}", "created"),
            Asking("organization:X", i => $"organization:{Quoted(At(_names, i))}", "created"),
            Asking("organization:X by updated", i => $"organization:{Quoted(At(_names, i))}", "updated"),
            Asking("component:X", i => $"component:{At(_components, i)}", "created"),
            Asking("subject:X, a common word", i => $"subject:{At(texts.Common, i)}", "created"),
            Asking("subject:X, a rare word", i => $"subject:{At(texts.Rare, i)}", "created"),
            Asking("subject:X that is nowhere", i => $"subject:qzx{i}vkw", "created"),
            Asking("subject:X that is nowhere, open", i => $"is:open subject:qzx{i}vkw", "rank"),
            Asking("created within a day, a year ago", i => $"created:<{365 + i % 50}d created:>{364 + i % 50}d", "created"),
            Asking("created within a week, by updated", i => $"created:<{365 + i % 50}d created:>{358 + i % 50}d", "updated"),
            Asking("P1 and reopened, also solved", _ => "priority:P1 is:reopened", "created"),
        ];
        return all;
    }

    public IEnumerable<BenchQuestion> Searches(string group)
    {
        BenchQuestion Find(string name, Func<int, string> words) => new(group, name, Search, i => $"/api/v1/search?limit=20&q={Uri.EscapeDataString(words(i))}");
        return
        [
            Find("a reference that one ticket has", i => At(_references, i)),
            Find("a rare word", i => At(texts.Rare, i)),
            Find("a common word", i => At(texts.Common, i)),
            Find("two common words", i => $"{At(texts.Common, i)} {At(texts.Common, i + 7)}"),
            Find("a common and a rare word", i => $"{At(texts.Common, i)} {At(texts.Rare, i)}"),
            Find("a phrase", i => $"\"{At(texts.Phrases, i)}\""),
            Find("a phrase of common words", i => $"\"{At(texts.Common, i)} {At(texts.Common, i + 1)}\""),
            Find("the beginning of a word", i => $"{At(texts.Usual, i)[..4]}*"),
            Find("a code", i => At(_codes, i)),
            Find("a word mistyped", i => MadeTexts.Mistyped(At(texts.Usual, i))),
            Find("nothing has it", i => $"qzx{i}vkw"),
        ];
    }

    /// <summary>All kinds in turn.</summary>
    public BenchQuestion Mix(string group, string name)
    {
        var kinds = Searches(group).ToList();
        return new(group, name, Search, i => kinds[i % kinds.Count].Path(i));
    }

    private static BenchQuestion Of(string name, Func<int, string> what) => new("view", name, View, i => $"/api/v1/tickets?limit=50&count=true&{what(i)}");

    private static BenchQuestion Asking(string name, Func<int, string> query, string sort) =>
        new("filter", name, Filter, i => $"/api/v1/tickets?limit=50&count=true&{Asked(query(i))}&sort={sort}");

    private static string Asked(string query) => $"q={Uri.EscapeDataString(query)}";

    private static string Quoted(string text) => $"\"{text}\"";

    private static string At(IReadOnlyList<string> some, int i) => some[i * 7 % some.Count];
}
