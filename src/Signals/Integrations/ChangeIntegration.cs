using Bridgewatch.Catalog.Components;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Signals.Integrations;

/// <summary>Changes what is given of an integration and leaves the rest.</summary>
/// <param name="Service">Path, id or other name of a component; null for none.</param>
/// <param name="ResolvesTickets">Whether the end of a group's last alert resolves its ticket when nobody has replied.</param>
[Requires(SignalsPermissions.ManageIntegrations)]
public sealed record ChangeIntegration(
    IntegrationId Integration, Given<string> Name = default, Given<string?> Service = default, Given<bool> ResolvesTickets = default) : ICommand;

internal sealed class ChangeIntegrationValidator : AbstractValidator<ChangeIntegration>
{
    public ChangeIntegrationValidator() => RuleFor(c => c.Name.Value).IntegrationName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
}

internal sealed class ChangeIntegrationHandler(BridgewatchDb db, Actor actor, ComponentQueries components) : ICommandHandler<ChangeIntegration>
{
    public async ValueTask<Unit> Handle(ChangeIntegration command, CancellationToken ct)
    {
        var integration = await db.ExpectIntegration(command.Integration, actor, ct);
        if (command.Name.Is(out var name)) integration.Rename(name.Trim());
        if (command.Service.Is(out var named))
        {
            var service = string.IsNullOrWhiteSpace(named) ? null : await components.Expect(named, "service", ct);
            actor.MustHold(service?.Place ?? default);
            integration.BelongTo(service?.Id);
        }
        if (command.ResolvesTickets.Is(out var resolves)) integration.ResolveTickets(resolves);
        return default;
    }
}

internal static class ChangeIntegrationEndpoint
{
    public sealed record Body(Given<string> Name, Given<string?> Service, Given<bool> ResolvesTickets);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/integrations/{id}",
        async (IntegrationId id, Body body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var changed = await commands.Send(new ChangeIntegration(id, body.Name, body.Service, body.ResolvesTickets),
                _ => reads.From((IntegrationQueries q, CancellationToken c) => q.One(id, c), ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
