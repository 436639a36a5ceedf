using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Components;

/// <summary>Adds a service to which customers can subscribe, at the top of the tree.</summary>
/// <param name="Slug">Its path; made from the name when left out.</param>
/// <param name="OwningTeam">Id or short name of the team that answers for it.</param>
[Requires(CatalogPermissions.EditArchitecture)]
public sealed record AddService(string Name, string? Slug = null, string? OwningTeam = null) : ICommand<ComponentId>;

internal sealed class AddServiceValidator : AbstractValidator<AddService>
{
    /// <summary>All else is checked where a component is added.</summary>
    public AddServiceValidator() => RuleFor(c => c.Name).ComponentName();
}

internal sealed class AddServiceHandler(ISender sender) : ICommandHandler<AddService, ComponentId>
{
    public ValueTask<ComponentId> Handle(AddService command, CancellationToken ct) =>
        sender.Send(new AddComponent(command.Name, ComponentKind.Service, command.Slug, OwningTeam: command.OwningTeam), ct);
}

internal static class AddServiceEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/services",
        async (AddService body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var service = await commands.Send(
                body, id => reads.From((ComponentQueries all, CancellationToken c) => all.Get(id.ToString(), ComponentKind.Service, c), ct), ct);
            return Tagged.Created($"/api/v1/services/{service.Slug}", service, service.Version);
        });
}
