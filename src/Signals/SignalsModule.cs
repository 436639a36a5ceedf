using Bridgewatch.Access.Actors;
using Bridgewatch.Desk;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Signals.Inbox;
using Bridgewatch.Signals.Intake;
using Bridgewatch.Signals.Integrations;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Signals;

/// <summary>All that the module adds to the system: integrations, their raw inbox, alerts.</summary>
public sealed class SignalsModule : Module
{
    public override string Name => "signals";

    public override IReadOnlyList<Permission> Permissions => SignalsPermissions.All;

    public override IReadOnlyList<Type> Operational => [typeof(RawMessage), typeof(AlertGroup)];

    public override void BuildModel(ModelBuilder model, bool postgres) => SignalsTables.Build(model);

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Arrivals>();
        services.AddSingleton<HookKeys>();
        services.AddSingleton<IntakeWorker>();
        services.AddHostedService(sp => sp.GetRequiredService<IntakeWorker>());
        services.AddSingleton(PurgeRaw.Handler);
        services.AddScoped<IntakeTexts>();
        services.AddScoped<AlertTickets>();
        services.AddScoped<GroupIntake>();
        services.AddScoped<ReadMessage>();
        services.AddScoped<IntegrationQueries>();
        services.AddScoped<IPanel<TicketSheet>, TicketAlerts>();
        services.AddScoped<IErases, RawErasure>();
        services.AddScoped<IErases, AlertErasure>();
        services.AddScoped<IPrepare<TakeInAlerts>, TakeInAlertsPreparation>();
        services.AddSingleton<IValidator<AddIntegration>, AddIntegrationValidator>();
        services.AddSingleton<IValidator<ChangeIntegration>, ChangeIntegrationValidator>();
        // What an integration may do; it sees the tickets that it feeds wherever they were sent.
        services.AddSingleton(new IntegrationPermission(SignalsPermissions.TakeIn));
        services.AddSingleton(new IntegrationPermission(DeskPermissions.ReadTickets));
        services.AddSingleton(new NavItem("/settings/integrations", "nav.integrations", "signal", 400, Permission: SignalsPermissions.Read)
        {
            Texts = typeof(SignalsTexts),
            Place = NavPlace.Settings,
            GroupKey = "nav.group",
        });
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        IntegrationEndpoints.Map(api);
        AddIntegrationEndpoint.Map(api);
        ChangeIntegrationEndpoint.Map(api);
        RotateSecretEndpoint.Map(api);
        ArchiveIntegrationEndpoint.Map(api);
        ReplayRawEndpoint.Map(api);
    }

    public override void MapDoors(IEndpointRouteBuilder routes) => Hook.Map(routes);
}
