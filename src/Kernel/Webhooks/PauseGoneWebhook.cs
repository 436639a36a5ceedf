using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>A receiver answered that it is gone (410), and is told nothing until a person has it told again.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record PauseGoneWebhook(WebhookId Webhook) : ICommand;

internal sealed class PauseGoneWebhookHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<PauseGoneWebhook>
{
    public async ValueTask<Unit> Handle(PauseGoneWebhook command, CancellationToken ct)
    {
        (await db.Webhooks.SingleOrDefaultAsync(w => w.Id == command.Webhook, ct))?.Pause(envelope.At, gone: true);
        return default;
    }
}
