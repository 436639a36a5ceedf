using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Changes a trigger, switches it, or moves it; what is left out stays as it is.</summary>
/// <param name="Before">It looks right before this one; null moves it to the end.</param>
[Requires(DeskPermissions.ManageTriggers)]
public sealed record ChangeTrigger(
    TriggerId Trigger, Given<string> Name = default, Given<IReadOnlyList<TriggerEvent>?> On = default, Given<TriggerTime?> After = default, Given<string?> When = default,
    Given<IReadOnlyList<TriggerAction>> Do = default, Given<TriggerMode> Mode = default, Given<TriggerId?> Before = default) : ICommand
{
    internal bool Says => Name.IsGiven || On.IsGiven || After.IsGiven || When.IsGiven || Do.IsGiven;

    internal TriggerText Over(TriggerText text) => new(Name.Or(text.Name) ?? "", On.Or(text.On) ?? [], After.Or(text.After), When.Or(text.When) ?? "", Do.Or(text.Do) ?? []);
}

internal sealed class ChangeTriggerHandler(BridgewatchDb db, Actor actor, Envelope envelope, TriggerChecks checks) : ICommandHandler<ChangeTrigger>
{
    public async ValueTask<Unit> Handle(ChangeTrigger command, CancellationToken ct)
    {
        actor.MustHold(default);
        var trigger = await db.AllTriggers.SingleOrDefaultAsync(t => t.Id == command.Trigger && !t.Archived, ct) ?? throw new NotVisible("trigger");
        if (command.Mode.Is(out var mode) && !Enum.IsDefined(mode)) throw new Invalid("mode", RuleTexts.Of<DeskTexts>("rule.trigger-mode"));
        if (command.Says)
        {
            var text = await checks.MustBeFine(command.Over(trigger.Text), ct);
            if (text.Name != trigger.Name && await db.AllTriggers.AnyAsync(t => !t.Archived && t.Name == text.Name, ct)) throw TriggerRefusals.NameTaken(text.Name);
            trigger.Change(text, envelope.At);
        }
        if (command.Mode.IsGiven) trigger.Switch(mode, envelope.At);
        if (command.Before.Is(out var before)) await Move(trigger, before, ct);
        return default;
    }

    /// <summary>There are few enough that all get whole places again.</summary>
    private async Task Move(Trigger trigger, TriggerId? before, CancellationToken ct)
    {
        if (before == trigger.Id) return;
        var order = await db.AllTriggers.Where(t => t.Id != trigger.Id && !t.Archived).OrderBy(t => t.Place).ThenBy(t => t.Id).ToListAsync(ct);
        var at = before is null ? order.Count : order.FindIndex(t => t.Id == before);
        if (at < 0) throw new Invalid("before", "There is no such trigger.");
        order.Insert(at, trigger);
        for (var i = 0; i < order.Count; i++) order[i].Move(i + 1);
    }
}

/// <summary>Puts a trigger away; it looks at nothing any more.</summary>
[Requires(DeskPermissions.ManageTriggers)]
public sealed record ArchiveTrigger(TriggerId Trigger) : ICommand;

internal sealed class ArchiveTriggerHandler(BridgewatchDb db, Actor actor) : ICommandHandler<ArchiveTrigger>
{
    public async ValueTask<Unit> Handle(ArchiveTrigger command, CancellationToken ct)
    {
        actor.MustHold(default);
        var trigger = await db.AllTriggers.SingleOrDefaultAsync(t => t.Id == command.Trigger, ct) ?? throw new NotVisible("trigger");
        trigger.Archive();
        return default;
    }
}
