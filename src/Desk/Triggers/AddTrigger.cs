using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Makes a trigger, as the last one. It is switched off unless a mode is said: it can be tried first.</summary>
/// <param name="Do">What it does, in order.</param>
/// <param name="On">What must have happened, any of these; or else <paramref name="After"/>.</param>
/// <param name="After">How much time must have passed.</param>
/// <param name="When">In the query language; empty for every ticket.</param>
[Requires(DeskPermissions.ManageTriggers)]
public sealed record AddTrigger(
    string Name, IReadOnlyList<TriggerAction> Do, IReadOnlyList<TriggerEvent>? On = null, TriggerTime? After = null, string? When = null, TriggerMode Mode = TriggerMode.Off) : ICommand<TriggerId>
{
    internal TriggerText Text => new(Name ?? "", On ?? [], After, When ?? "", Do ?? []);
}

internal sealed class AddTriggerLookUp(TriggerChecks checks) : ILookUp<AddTrigger>
{
    public async ValueTask Look(AddTrigger command, FieldFindings findings, CancellationToken ct)
    {
        await checks.Look(command.Text, findings, ct);
        if (!Enum.IsDefined(command.Mode)) findings.Add("mode", RuleTexts.Of<DeskTexts>("rule.trigger-mode"));
    }
}

internal sealed class AddTriggerHandler(BridgewatchDb db, Actor actor, Envelope envelope, TriggerChecks checks) : ICommandHandler<AddTrigger, TriggerId>
{
    public async ValueTask<TriggerId> Handle(AddTrigger command, CancellationToken ct)
    {
        actor.MustHold(default);
        var text = await checks.MustBeFine(command.Text, ct);
        if (await db.AllTriggers.CountAsync(t => !t.Archived, ct) >= TriggerText.Most) throw TriggerRefusals.TooMany();
        if (await db.AllTriggers.AnyAsync(t => !t.Archived && t.Name == text.Name, ct)) throw TriggerRefusals.NameTaken(text.Name);
        var last = await db.AllTriggers.MaxAsync(t => (double?)t.Place, ct) ?? 0;
        var trigger = Trigger.Add(text, last + 1);
        trigger.Switch(command.Mode, envelope.At);
        db.AllTriggers.Add(trigger);
        return trigger.Id;
    }
}
