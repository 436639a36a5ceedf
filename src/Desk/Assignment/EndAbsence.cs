using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Somebody is back earlier, or does not go away after all.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record EndAbsence(PersonId Person, AbsenceId Absence) : ICommand;

internal sealed class EndAbsenceHandler(BridgewatchDb db, Envelope envelope, DueWork due, AbsenceRights rights) : ICommandHandler<EndAbsence>
{
    public async ValueTask<Unit> Handle(EndAbsence command, CancellationToken ct)
    {
        await rights.MustReach(command.Person, ct);
        var absence = await db.AllAbsences.SingleOrDefaultAsync(a => a.Id == command.Absence && a.Person == command.Person, ct) ?? throw new NotVisible("absence");
        absence.End(envelope.At);
        await due.Cancel(EndAbsenceInTime.Kind, absence.Id.Value, ct);
        return default;
    }
}

/// <summary>The last day of an absence is over: the person is back by themselves.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record EndAbsenceInTime(AbsenceId Absence) : ICommand
{
    /// <summary>The kind of due work that sends it.</summary>
    public const string Kind = "desk.end-absence";

    internal static DueHandler Handler { get; } = new(Kind, item => new EndAbsenceInTime(new AbsenceId(item.Subject)));
}

internal sealed class EndAbsenceInTimeHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<EndAbsenceInTime>
{
    public async ValueTask<Unit> Handle(EndAbsenceInTime command, CancellationToken ct)
    {
        if (await db.AllAbsences.SingleOrDefaultAsync(a => a.Id == command.Absence, ct) is { } absence) absence.End(envelope.At);
        return default;
    }
}
