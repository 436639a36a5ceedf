using Bridgewatch.Kernel;
using Bridgewatch.Signals.Inbox;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Signals.Integrations;

/// <summary>Gives an integration a new secret. The earlier one works for a day more, so that the monitor can be changed meanwhile.</summary>
[Requires(SignalsPermissions.ManageIntegrations)]
public sealed record RotateSecret(IntegrationId Integration) : ICommand<RotatedSecret>;

/// <param name="Secret">Shown now and never again.</param>
/// <param name="EarlierUntil">Until then the secret before it works too.</param>
public sealed record RotatedSecret(string Secret, Instant EarlierUntil);

internal sealed class RotateSecretHandler(BridgewatchDb db, Actor actor, Envelope envelope, HookKeys keys) : ICommandHandler<RotateSecret, RotatedSecret>
{
    public async ValueTask<RotatedSecret> Handle(RotateSecret command, CancellationToken ct)
    {
        var integration = await db.ExpectIntegration(command.Integration, actor, ct);
        var secret = integration.Rotate(envelope.At);
        envelope.AfterCommit.Add(keys.Forget);
        return new(secret, integration.EarlierSecretUntil!.Value);
    }
}

internal static class RotateSecretEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/integrations/{id}/secret", async (IntegrationId id, Commands commands, Door door, CancellationToken ct) =>
    {
        IntegrationRules.RefuseKey(door);
        return TypedResults.Ok(await commands.Send(new RotateSecret(id), ct));
    });
}
