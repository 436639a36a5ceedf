using System.Text.Json;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Triggers.Pages;

/// <summary>A trigger as it is typed.</summary>
public sealed class TriggerForm
{
    /// <summary>The trigger that is changed; null for a new one.</summary>
    public TriggerId? Changes { get; init; }

    public string? Name { get; set; }

    public bool ByTime { get; set; }

    public HashSet<TriggerEvent> On { get; } = [];

    public int Hours { get; set; } = 24;

    public TriggerSince Since { get; set; }

    public bool Business { get; set; }

    public string? When { get; set; }

    public List<TriggerActionForm> Do { get; } = [new()];

    public static TriggerForm Of(TriggerResource trigger)
    {
        var form = new TriggerForm
        {
            Changes = trigger.Id,
            Name = trigger.Name,
            ByTime = trigger.After is not null,
            Hours = trigger.After?.Hours ?? 24,
            Since = trigger.After?.Since ?? default,
            Business = trigger.After?.Business == true,
            When = trigger.When,
        };
        form.On.UnionWith(trigger.On);
        form.Do.Clear();
        form.Do.AddRange(trigger.Do.Select(TriggerActionForm.Of));
        return form;
    }

    /// <summary>As it would be added.</summary>
    public AddTrigger Added() => new(Name ?? "", [.. Do.Select(a => a.Action())], ByTime ? [] : [.. On], ByTime ? new TriggerTime(Hours, Since, Business) : null, When ?? "");

    /// <summary>Adds it, or changes it to what stands here.</summary>
    public async Task Send(Commands commands)
    {
        var said = Added();
        if (Changes is not { } trigger) await commands.Send(said);
        else await commands.Send(new ChangeTrigger(trigger, said.Name, new(said.On), new(said.After), new(said.When), new(said.Do)));
    }
}

/// <summary>One action as it is typed.</summary>
public sealed class TriggerActionForm
{
    public const string TeamPrefix = "team:";

    /// <summary>Apart from all others, also while they are moved.</summary>
    public object Key { get; } = new();

    public TriggerDeed Do { get; set; } = TriggerDeed.Note;

    public string? Text { get; set; }

    public Priority? Priority { get; set; }

    public TicketStatus? Status { get; set; }

    public string? Labels { get; set; }

    /// <summary>A person's id, or <c>team:</c> and a team's.</summary>
    public string? Whom { get; set; }

    public string? Queue { get; set; }

    public SupportTier? Tier { get; set; }

    public EscalationReason Reason { get; set; } = EscalationReason.TimeIsUp;

    public string? Field { get; set; }

    public string? Value { get; set; }

    /// <summary>What the text says for a ticket; null while nobody asked.</summary>
    public string? Shown { get; set; }

    public static TriggerActionForm Of(TriggerAction action) => new()
    {
        Do = action.Do,
        Text = action.Text,
        Priority = action.Priority,
        Status = action.Status,
        Labels = string.Join(' ', action.Labels ?? []),
        Whom = action.Person?.ToString() ?? (action.Team is { } team ? $"{TeamPrefix}{team}" : null),
        Queue = action.Queue,
        Tier = action.Tier,
        Reason = action.Reason ?? EscalationReason.TimeIsUp,
        Field = action.Field,
        Value = action.Value is { } value ? FieldValue.Text(value) : null,
    };

    public TriggerAction Action() => new(Do)
    {
        Text = Text,
        Priority = Priority,
        Status = Status,
        Labels = (Labels ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries),
        Person = PersonId.TryParse(Whom, out var person) ? person : null,
        Team = Whom?.StartsWith(TeamPrefix, StringComparison.Ordinal) == true && TeamId.TryParse(Whom[TeamPrefix.Length..], out var team) ? team : null,
        Queue = string.IsNullOrEmpty(Queue) ? null : Queue,
        Tier = Tier,
        Reason = Reason,
        Field = Field,
        Value = Do != TriggerDeed.SetField || string.IsNullOrWhiteSpace(Value) ? null : Typed(),
    };

    /// <summary>What kind of field is filled in.</summary>
    public FieldKind Kind { get; set; }

    private JsonElement Typed() => FieldReader.Typed(Kind, Value);
}
