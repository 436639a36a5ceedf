using Bridgewatch.Kernel;
using Bridgewatch.Signals.Inbox;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Signals.Integrations;

/// <summary>Ends an integration: its address answers nobody any more. Its alerts and tickets stay.</summary>
[Requires(SignalsPermissions.ManageIntegrations)]
public sealed record ArchiveIntegration(IntegrationId Integration) : ICommand;

internal sealed class ArchiveIntegrationHandler(BridgewatchDb db, Actor actor, Envelope envelope, HookKeys keys) : ICommandHandler<ArchiveIntegration>
{
    public async ValueTask<Unit> Handle(ArchiveIntegration command, CancellationToken ct)
    {
        (await db.ExpectIntegration(command.Integration, actor, ct)).Archive(envelope.At);
        envelope.AfterCommit.Add(keys.Forget);
        return default;
    }
}

internal static class ArchiveIntegrationEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/integrations/{id}", async (IntegrationId id, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new ArchiveIntegration(id), ct);
        return TypedResults.NoContent();
    });
}
