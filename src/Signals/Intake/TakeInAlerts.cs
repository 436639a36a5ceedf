using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alertmanager;
using Bridgewatch.Signals.Inbox;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals.Intake;

/// <summary>Takes one message of a monitor in: its alerts fire and end, and tickets are opened, fed and resolved by them. Does
/// nothing when the message was taken in already.</summary>
[Requires(SignalsPermissions.TakeIn)]
public sealed record TakeInAlerts(RawMessageId Message) : ICommand, IBulkCommand;

/// <summary>The message as it was read before the transaction.</summary>
internal sealed class ReadMessage
{
    public AlertmanagerBody? Body { get; set; }
}

internal sealed class TakeInAlertsPreparation(BridgewatchDb db, ReadMessage read) : IPrepare<TakeInAlerts>
{
    public async ValueTask Prepare(TakeInAlerts command, CancellationToken ct)
    {
        var raw = await db.RawMessages.AsNoTracking().SingleOrDefaultAsync(r => r.Id == command.Message, ct);
        if (raw is null) return;
        await using var body = raw.Open();
        read.Body = await AlertmanagerBody.ReadAsync(body, ct);
    }
}

internal sealed class TakeInAlertsHandler(BridgewatchDb db, Envelope envelope, ReadMessage read, GroupIntake groups, IntakeTexts texts)
    : ICommandHandler<TakeInAlerts>
{
    public async ValueTask<Unit> Handle(TakeInAlerts command, CancellationToken ct)
    {
        var raw = await db.RawMessages.SingleOrDefaultAsync(r => r.Id == command.Message && r.State == RawState.Waiting, ct);
        if (raw is null || read.Body is not { } body) return default;
        if (body.Error is { } error) raw.BeNotUnderstood(texts.Problem(error), envelope.At);
        else if (body.Alerts.Count == 0) raw.BeNotUnderstood(texts.NoAlerts, envelope.At);
        else raw.BeProcessed(await groups.Take(raw, body, ct), envelope.At);
        return default;
    }
}
