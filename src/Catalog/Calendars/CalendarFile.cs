using Bridgewatch.Catalog.Import;
using Bridgewatch.Kernel;
using YamlDotNet.RepresentationModel;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>
/// A calendar as YAML: <c>{zone: Europe/Berlin, hours: {mon: ["09:00-12:00", "13:00-17:00"]}, holidays: [2026-12-25, {date: 2026-12-24, hours: ["09:00-12:00"]}]}</c>.
/// </summary>
public sealed class CalendarFile
{
    private readonly FieldFindings _findings = new();

    private CalendarFile()
    {
    }

    /// <summary>A whole file.</summary>
    /// <exception cref="Invalid">Something is wrong with it: every finding, by field; <c>file</c> when it is no YAML.</exception>
    public static CalendarDefinition Read(string text)
    {
        var file = new CalendarFile();
        var documents = BackstageDocuments.Read(text, "").ToList();
        foreach (var broken in documents.Select(d => d.Finding).OfType<ImportFinding>())
            file._findings.Add("file", RuleTexts.Of<CatalogTexts>("rule.calendar-yaml", broken.Line ?? 1, broken.Detail ?? ""));
        if (!file._findings.IsOn("file") && documents.Count != 1) file._findings.Add("file", RuleTexts.Of<CatalogTexts>("rule.calendar-one"));
        file._findings.Throw();
        return file.ReadNode(documents[0].Root!);
    }

    /// <summary>A calendar that stands within a larger file.</summary>
    /// <exception cref="Invalid">Something is wrong with it: every finding, by field.</exception>
    public static CalendarDefinition Read(YamlNode node) => new CalendarFile().ReadNode(node);

    private CalendarDefinition ReadNode(YamlNode node)
    {
        var members = Map(node, "calendar", ["zone", "hours", "holidays", "name"]);
        var definition = new CalendarDefinition(
            members.TryGetValue("zone", out var zone) ? Text(zone) ?? "" : "",
            members.TryGetValue("hours", out var hours) ? Hours(hours) : new Dictionary<string, IReadOnlyList<string>>(),
            members.TryGetValue("holidays", out var holidays) ? [.. List(holidays, "holidays").Select((h, i) => Holiday(h, $"holidays[{i}]"))] : []);
        CalendarReading.Of(definition, _findings);
        _findings.Throw();
        return definition;
    }

    private Dictionary<string, IReadOnlyList<string>> Hours(YamlNode node) =>
        Map(node, "hours", null).ToDictionary(d => d.Key, IReadOnlyList<string> (d) => Texts(d.Value, $"hours.{d.Key}"));

    private Holiday Holiday(YamlNode node, string field)
    {
        if (Text(node) is { } date) return new(date);
        var members = Map(node, field, ["date", "hours", "name"]);
        return new(
            members.TryGetValue("date", out var day) ? Text(day) ?? "" : "",
            members.TryGetValue("hours", out var hours) ? Texts(hours, field) : [],
            members.TryGetValue("name", out var name) ? Text(name) : null);
    }

    private List<string> Texts(YamlNode node, string field)
    {
        var texts = new List<string>();
        foreach (var part in List(node, field))
            if (Text(part) is { } text) texts.Add(text);
            else _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-interval", part));
        return texts;
    }

    /// <param name="known">The names that there are; null where every name is judged later.</param>
    private Dictionary<string, YamlNode> Map(YamlNode node, string field, string[]? known)
    {
        var members = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode map)
        {
            if (!IsEmpty(node)) _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-map"));
            return members;
        }
        foreach (var (key, value) in map.Children)
            if (Text(key) is { } name && known?.Contains(name) is null or true) members[name] = value;
            else _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-member", key, string.Join(", ", known ?? [.. CalendarReading.Days])));
        return members;
    }

    private IEnumerable<YamlNode> List(YamlNode node, string field)
    {
        if (node is YamlSequenceNode list) return list.Children;
        if (!IsEmpty(node)) _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-list"));
        return [];
    }

    private static string? Text(YamlNode node) => node is YamlScalarNode { Value: { } text } ? text : null;

    /// <summary>A name with nothing behind it.</summary>
    private static bool IsEmpty(YamlNode node) => Text(node) is "" or "~" or "null";
}
