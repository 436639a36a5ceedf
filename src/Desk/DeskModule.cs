using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Desk;

/// <summary>All that the module adds to the system: tickets, queues, conversation, impact.</summary>
public sealed class DeskModule : Module
{
    public override string Name => "desk";

    public override IReadOnlyList<Permission> Permissions => DeskPermissions.All;

    public override IReadOnlyList<string> Numbers => ["ticket"];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<IValidator<OpenTicket>, OpenTicketValidator>();
    }

    public override void BuildModel(ModelBuilder model, bool postgres) => TicketTable.Build(model);

    public override void MapApi(IEndpointRouteBuilder api)
    {
        OpenTicketEndpoint.Map(api);
    }
}
