using Bridgewatch.Kernel;
using Bridgewatch.Signals.Integrations;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals.Inbox;

/// <summary>Takes a message in once more, for instance after its cause of trouble is mended. What it says is judged by the time it came.</summary>
[Requires(SignalsPermissions.ManageIntegrations)]
public sealed record ReplayRaw(IntegrationId Integration, RawMessageId Message) : ICommand;

/// <summary>Somebody had a message taken in once more.</summary>
[JournalType("signals.raw-message.replayed.v1")]
public sealed record RawReplayed(IntegrationId Integration, RawMessageId Message) : JournalEvent;

internal sealed class ReplayRawHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<ReplayRaw>
{
    public async ValueTask<Unit> Handle(ReplayRaw command, CancellationToken ct)
    {
        await db.ExpectIntegration(command.Integration, actor, ct);
        var message = await db.RawMessages.SingleOrDefaultAsync(r => r.Id == command.Message && r.Integration == command.Integration, ct)
            ?? throw new NotVisible("message");
        if (message.State == RawState.Waiting) return default;
        message.WaitAgain();
        journal.Record(new("integration", command.Integration.Value), new RawReplayed(command.Integration, command.Message));
        return default;
    }
}

internal static class ReplayRawEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/integrations/{id}/messages/{message}/replay",
        async (IntegrationId id, RawMessageId message, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ReplayRaw(id, message), ct);
            return TypedResults.Accepted($"/api/v1/integrations/{id}/messages/{message}");
        });
}
