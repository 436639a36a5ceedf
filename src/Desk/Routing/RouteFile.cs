using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using YamlDotNet.RepresentationModel;

namespace Bridgewatch.Desk.Routing;

/// <summary>Rules as people write them into a file of YAML; see <c>docs/routing.md</c>. What is wrong with them is said all at once, each with its line.</summary>
internal sealed class RouteFile : YamlFile
{
    private const string Example = "A file of rules has codes and rules: `rules: [{name: …, when: …, set: {queue: …}}]`.";

    private static readonly string[] OfFile = ["codes", "rules", "standardCodes"], OfCode = ["name", "pattern", "code"], OfRule = ["name", "when", "set", "stop"],
        OfSet = ["component", "queue", "tier", "skill", "priority", "runbook", "labels", "followers"];

    private readonly Dictionary<string, long> _lines = [];

    private RouteFile()
    {
    }

    /// <returns>A router, or what is wrong: <c>line 12: rule "payments", when, at 5: There is no field cdoe.</c></returns>
    public static (Router? Router, IReadOnlyList<string> Faults) Read(string yaml)
    {
        var file = new RouteFile();
        var rules = file.Rules(yaml);
        List<RouteFault> faults = [];
        var router = rules is null ? null : Router.Read(rules, faults);
        foreach (var fault in faults) file.Fault(file.Line(fault), $"{fault}");
        return (file.Faults.Count == 0 ? router : null, file.Faults);
    }

    private RouteRules? Rules(string yaml)
    {
        if (Root(yaml, Example) is not { } root) return null;
        Know(root, "a file of rules", OfFile);
        return new(
            [.. Items(root, "codes").Select(Code).OfType<CodeRule>()], [.. Items(root, "rules").Select(Rule).OfType<RouteRule>()],
            YesOrNo(root, "standardCodes", assumed: true));
    }

    private CodeRule? Code(YamlMappingNode node)
    {
        var name = Name(node, OfCode, "a rule of codes");
        if (name is null || Text(node, "pattern") is not { } pattern)
        {
            if (name is not null) Fault(node.Start.Line, $"rule \"{name}\": Give it a pattern.");
            return null;
        }
        return new(name, pattern, Text(node, "code"));
    }

    private RouteRule? Rule(YamlMappingNode node)
    {
        if (Name(node, OfRule, "a rule") is not { } name) return null;
        var set = Child(node, "set");
        if (set is not (null or YamlMappingNode)) Fault(set.Start.Line, $"rule \"{name}\", set: Give what it sets, such as {{queue: payments, tier: L2}}.");
        return new(name, Text(node, "when") ?? "", set is YamlMappingNode targets ? Set(targets, name) : new(), YesOrNo(node, "stop", place: $"rule \"{name}\""));
    }

    private RouteTargets Set(YamlMappingNode node, string rule)
    {
        Know(node, $"rule \"{rule}\", set", OfSet);
        foreach (var (key, value) in node.Children) _lines.TryAdd(Place(rule, $"set.{key}"), value.Start.Line);
        return new(Text(node, "component"), Text(node, "queue"), Word<SupportTier>(node, "tier", rule), Text(node, "skill"), Word<Priority>(node, "priority", rule), Text(node, "runbook"))
        {
            Labels = TicketWordLists.Labels(Values(node, "labels"))!.ToList(),
            Followers = Values(node, "followers"),
        };
    }

    private IReadOnlyList<string> Values(YamlMappingNode node, string key) => [.. Texts(node, key).Select(t => t.Value!)];

    private string? Name(YamlMappingNode node, string[] known, string what)
    {
        var name = Text(node, "name");
        Know(node, name is null ? what : $"rule \"{name}\"", known);
        if (name is null) Fault(node.Start.Line, $"Give {what} a name.");
        else foreach (var (key, value) in node.Children) _lines[Place(name, $"{key}")] = value.Start.Line;
        return name;
    }

    private TWord? Word<TWord>(YamlMappingNode node, string key, string rule) where TWord : struct, Enum
    {
        if (Text(node, key) is not { } text) return null;
        if (Words.TryRead<TWord>(text, out var word)) return word;
        Fault(Child(node, key)!.Start.Line, $"rule \"{rule}\", set.{key}: {Words.OneOf<TWord>()}");
        return null;
    }

    private long Line(RouteFault fault) => _lines.GetValueOrDefault(Place(fault.Rule, fault.Field), _lines.GetValueOrDefault(Place(fault.Rule, "name"), 1));

    private static string Place(string rule, string field) => $"{rule}\0{field}";
}
