using System.Collections.Immutable;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace Bridgewatch.Desk.Sla;

/// <summary>Calendars, policies and what happened to a ticket, as people write them into a file of YAML; see <c>docs/sla.md</c>.</summary>
internal sealed class SlaFile : YamlFile
{
    private const string Example = "Such a file has calendars, policies and events: `events: [{at: …, type: opened, fields: {priority: P2}}]`.";

    private static readonly ImmutableDictionary<string, ClockTarget> Targets = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("firstResponse", ClockTarget.FirstResponse), KeyValuePair.Create("nextResponse", ClockTarget.NextResponse),
        KeyValuePair.Create("resolution", ClockTarget.Resolution),
    ]);

    private readonly Dictionary<string, BusinessCalendar?> _calendars = [];

    private SlaFile()
    {
    }

    /// <returns>What the file says, or what is wrong with it.</returns>
    public static (SlaReplay? Replay, IReadOnlyList<string> Faults) Read(string yaml)
    {
        var file = new SlaFile();
        var replay = file.Root(yaml, Example) is { } root ? file.Replay(root) : null;
        return (file.Faults.Count == 0 ? replay : null, file.Faults);
    }

    private SlaReplay Replay(YamlMappingNode root)
    {
        Know(root, "the file", "calendars", "policies", "events");
        foreach (var (name, calendar) in Entries(root, "calendars")) _calendars[name] = Calendar(name, calendar);
        List<ReplayPolicy> policies = [.. Items(root, "policies").Select(Policy).OfType<ReplayPolicy>()];
        List<ReplayEvent> events = [.. Items(root, "events").Select(Event).OfType<ReplayEvent>()];
        if (Child(root, "events") is null) Fault(root, Example);
        else if (events is [{ What.Type: not ClockEventType.Opened }, ..]) Fault(Child(root, "events")!, "events: The first one is opened.");
        return new(policies, events);
    }

    private BusinessCalendar? Calendar(string name, YamlNode node)
    {
        try
        {
            return BusinessCalendar.Of(CalendarFile.Read(node));
        }
        catch (Invalid invalid)
        {
            foreach (var (field, findings) in invalid.Errors)
                foreach (var finding in findings) Fault(node, $"calendar \"{name}\", {field}: {finding}");
            return null;
        }
    }

    private ReplayPolicy? Policy(YamlMappingNode node)
    {
        if (Text(node, "name") is not { } name)
        {
            Fault(node, "Give a policy a name.");
            return null;
        }
        var place = $"policy \"{name}\"";
        Know(node, place, "name", "when", "calendar", "targets", "pause", "reopensWithin", "answersOwnTickets");
        var when = FieldsNoun.Instance.Read(Text(node, "when"));
        foreach (var error in when.Errors) Fault(Child(node, "when")!, $"{place}, when, at {error.At}: {error.What}");
        var calendar = CalendarOf(node, place);
        var targets = TargetsByPriority(node, place);
        var pauses = Child(node, "pause") is null ? [TicketStatus.WaitingOnCustomer]
            : Texts(node, "pause").Select(t => Word<TicketStatus>(t, $"{place}, pause")).OfType<TicketStatus>().ToImmutableHashSet();
        var within = Span(node, "reopensWithin", place) ?? ClockTerms.DefaultReopensWithin;
        var own = YesOrNo(node, "answersOwnTickets", place: place);
        if (calendar is null || when.Errors.Count > 0) return null;
        return new(name, when, targets.ToDictionary(
            t => t.Key, t => new ClockTerms(name, calendar, t.Value) { Pauses = pauses, ReopensWithin = within, AnswersOwnTickets = own }));
    }

    private BusinessCalendar? CalendarOf(YamlMappingNode node, string place)
    {
        var name = Text(node, "calendar");
        if (name is not null && _calendars.TryGetValue(name, out var calendar)) return calendar;
        Fault(Child(node, "calendar") ?? node, name is null ? $"{place}: Give a calendar." : $"{place}: There is no calendar {name}. Known are {string.Join(", ", _calendars.Keys)}.");
        return null;
    }

    /// <summary>The same for all, or each priority's own.</summary>
    private Dictionary<Priority, ImmutableDictionary<ClockTarget, Duration>> TargetsByPriority(YamlMappingNode node, string place)
    {
        var priorities = Enum.GetValues<Priority>();
        if (Map(node, "targets") is not { } targets)
        {
            Fault(node, $"{place}: Give targets, such as {{firstResponse: 1h, resolution: 8h}}.");
            return [];
        }
        if (targets.Children.Keys.Any(k => Words.TryRead<Priority>(Text(k), out _)))
        {
            Know(targets, $"{place}, targets", [.. priorities.Select(Words.Of)]);
            return priorities.Where(p => Map(targets, Words.Of(p)) is not null).ToDictionary(p => p, p => TargetsOf(Map(targets, Words.Of(p))!, $"{place}, targets.{p}"));
        }
        var all = TargetsOf(targets, $"{place}, targets");
        return priorities.ToDictionary(p => p, _ => all);
    }

    private ImmutableDictionary<ClockTarget, Duration> TargetsOf(YamlMappingNode node, string place)
    {
        Know(node, place, [.. Targets.Keys]);
        return Targets.Select(t => (Target: t.Value, Span: Span(node, t.Key, place))).Where(t => t.Span is not null).ToImmutableDictionary(t => t.Target, t => t.Span!.Value);
    }

    private ReplayEvent? Event(YamlMappingNode node)
    {
        Know(node, "event", "at", "type", "by", "auto", "to", "fields");
        var at = Child(node, "at");
        if (!InstantJson.TryRead(Text(at), out var instant)) Fault(at ?? node, "at: Give an instant with its offset, such as 2026-03-27T10:20:00+01:00.");
        var type = Word<ClockEventType>(Child(node, "type"), "type", node);
        var by = Child(node, "by") is { } who ? Word<ClockActor>(who, "by") : type == ClockEventType.Opened ? ClockActor.Customer : ClockActor.Agent;
        var to = Child(node, "to") is { } status ? Word<TicketStatus>(status, "to") : null;
        if (type == ClockEventType.Replied && Child(node, "by") is null) Fault(node, "by: Say who replied: customer, agent or system.");
        if (type == ClockEventType.Status && Child(node, "to") is null) Fault(node, "to: Say which status it has now.");
        var fields = Entries(node, "fields").ToDictionary(f => f.Name, f => Values(f.Value), StringComparer.OrdinalIgnoreCase);
        return type is { } what && by is { } actor ? new(new(instant, what, actor, YesOrNo(node, "auto"), to), fields) : null;
    }

    private static IReadOnlyList<string> Values(YamlNode node) =>
        node is YamlSequenceNode list ? [.. list.Select(v => Text(v)).OfType<string>()] : Text(node) is { } one ? [one] : [];

    private TWord? Word<TWord>(YamlNode? node, string place, YamlNode? parent = null) where TWord : struct, Enum
    {
        if (Words.TryRead<TWord>(Text(node), out var word)) return word;
        if ((node ?? parent) is { } at) Fault(at, $"{place}: {Words.OneOf<TWord>()}");
        return null;
    }

    private Duration? Span(YamlMappingNode node, string key, string place)
    {
        if (Child(node, key) is not { } child) return null;
        if (DurationJson.TryRead(Text(child), out var span) && span > Duration.Zero) return span;
        Fault(child, $"{place}, {key}: Give a span of time such as 30m, 8h, 3d or PT1H30M.");
        return null;
    }
}
