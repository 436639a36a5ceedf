using Bridgewatch.Governance.Audit;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Governance;

/// <summary>All that the module adds to the system: the journal for those who follow it.</summary>
public sealed class GovernanceModule : Module
{
    public override string Name => "governance";

    public override IReadOnlyList<Permission> Permissions => GovernancePermissions.All;

    public override void AddServices(IServiceCollection services) => services.AddScoped<JournalQueries>();

    public override void MapApi(IEndpointRouteBuilder api) => JournalEndpoint.Map(api);
}
