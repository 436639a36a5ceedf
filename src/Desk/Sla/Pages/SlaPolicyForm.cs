using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Sla.Pages;

/// <summary>A policy as it is typed.</summary>
public sealed class SlaPolicyForm
{
    /// <summary>States in which time to a resolution can stand still.</summary>
    public static readonly IReadOnlyList<TicketStatus> Waiting = [TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold];

    private readonly Dictionary<(Priority, ClockTarget), string?> _spans = [];

    /// <summary>The policy that is changed; null for a new one.</summary>
    public SlaPolicyId? Changes { get; init; }

    public string? Name { get; set; }

    public string? When { get; set; }

    public string? Calendar { get; set; }

    public HashSet<TicketStatus> Pause { get; init; } = [TicketStatus.WaitingOnCustomer];

    public string? ReopensWithin { get; set; } = Text(ClockTerms.DefaultReopensWithin);

    public bool AnswersOwnTickets { get; set; }

    public bool ShownToCustomers { get; set; }

    public string? this[Priority priority, ClockTarget target]
    {
        get => _spans.GetValueOrDefault((priority, target));
        set => _spans[(priority, target)] = value;
    }

    public static SlaPolicyForm Of(SlaPolicyResource policy)
    {
        var promise = policy.Promise;
        var form = new SlaPolicyForm
        {
            Changes = policy.Id,
            Name = policy.Name,
            When = promise.When,
            Calendar = promise.Calendar.ToString(),
            Pause = [.. promise.Pause],
            ReopensWithin = Text(promise.ReopensWithin),
            AnswersOwnTickets = promise.AnswersOwnTickets,
            ShownToCustomers = promise.ShownToCustomers,
        };
        foreach (var (priority, targets) in promise.Targets.All)
            foreach (var (target, span) in targets.ByClock()) form[priority, target] = Text(span);
        return form;
    }

    /// <exception cref="Invalid">A span cannot be read; the field is that of its cell.</exception>
    public SlaTargets Targets()
    {
        var wrong = _spans.Where(s => !string.IsNullOrWhiteSpace(s.Value) && Read(s.Value) is null).Select(s => Cell(s.Key.Item1, s.Key.Item2)).ToList();
        if (wrong.Count > 0) throw new Invalid(wrong.ToDictionary(f => f, _ => new[] { RuleTexts.Of<DeskTexts>("slas.span") }));
        return new(Of(Priority.P1), Of(Priority.P2), Of(Priority.P3), Of(Priority.P4));
    }

    /// <exception cref="Invalid">It cannot be read.</exception>
    public Duration Within() => Read(ReopensWithin) ?? throw new Invalid("reopensWithin", RuleTexts.Of<DeskTexts>("slas.span"));

    public static string Cell(Priority priority, ClockTarget target) => $"{priority}.{target}";

    /// <summary>As people type it: 90m, 8h, 3d.</summary>
    public static string Text(Duration span) =>
        span == Duration.FromDays(span.Days) ? $"{span.Days}d" : span == Duration.FromHours((long)span.TotalHours) ? $"{(long)span.TotalHours}h"
        : span == Duration.FromMinutes((long)span.TotalMinutes) ? $"{(long)span.TotalMinutes}m" : DurationJson.Text(span);

    private PriorityTargets? Of(Priority priority) =>
        new PriorityTargets(Read(this[priority, ClockTarget.FirstResponse]), Read(this[priority, ClockTarget.NextResponse]), Read(this[priority, ClockTarget.Resolution])) is var targets
        && targets.ByClock().Count > 0 ? targets : null;

    private static Duration? Read(string? text) => DurationJson.TryRead(text?.Trim(), out var span) ? span : null;
}
