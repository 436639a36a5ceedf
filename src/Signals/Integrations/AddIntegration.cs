using Bridgewatch.Catalog.Components;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Signals.Integrations;

/// <summary>Makes an address and a secret for a monitor.</summary>
/// <param name="Service">Path, id or other name of the component for alerts that name none.</param>
[Requires(SignalsPermissions.ManageIntegrations)]
public sealed record AddIntegration(IntegrationSource Source, string Name, string? Service = null) : ICommand<AddedIntegration>;

/// <param name="Url">Absolute: where the monitor delivers.</param>
/// <param name="Secret">Shown now and never again.</param>
public sealed record AddedIntegration(IntegrationId Id, string Url, string Secret);

internal sealed class AddIntegrationValidator : AbstractValidator<AddIntegration>
{
    public AddIntegrationValidator()
    {
        RuleFor(c => c.Source).IsInEnum();
        RuleFor(c => c.Name).IntegrationName();
    }
}

internal sealed class AddIntegrationHandler(BridgewatchDb db, Actor actor, Envelope envelope, ComponentQueries components, PublicUrl address)
    : ICommandHandler<AddIntegration, AddedIntegration>
{
    public async ValueTask<AddedIntegration> Handle(AddIntegration command, CancellationToken ct)
    {
        var service = string.IsNullOrWhiteSpace(command.Service) ? null : await components.Expect(command.Service, "service", ct);
        actor.MustHold(service?.Place ?? default);
        var (integration, secret) = Integration.Add(command.Source, command.Name.Trim(), service?.Id, envelope.At);
        db.AllIntegrations.Add(integration);
        return new(integration.Id, address.Of(integration.Path), secret);
    }
}

internal static class AddIntegrationEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/integrations", async (AddIntegration body, Commands commands, Door door, CancellationToken ct) =>
    {
        IntegrationRules.RefuseKey(door);
        var added = await commands.Send(body, ct);
        return TypedResults.Created($"/api/v1/integrations/{added.Id}", added);
    });
}
