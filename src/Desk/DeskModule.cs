using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Erasure;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Practices;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Desk;

/// <summary>All that the module adds to the system: tickets, queues, conversation, impact, effort, notifications.</summary>
public sealed class DeskModule : Module
{
    public override string Name => "desk";

    public override IReadOnlyList<Permission> Permissions => DeskPermissions.All;

    public override IReadOnlyList<Type> Operational => [typeof(Notification)];

    public override IReadOnlyList<string> Numbers => ["ticket"];

    private static IReadOnlyList<NavItem> Items { get; } =
    [
        new(QueueView.Path, "nav.queue", "queue", 200, "g q", DeskPermissions.ReadTickets),
        new("/notifications", "nav.notifications", "bell", 150, "g n"),
        new("/tickets/new", "nav.new-ticket", "plus", 0, "c", DeskPermissions.OpenTickets) { Place = NavPlace.Palette },
        new("/settings/desk", "nav.desk-settings", "settings", 100, Permission: DeskPermissions.ManageSettings) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/queues", "nav.queues", "queue", 110, Permission: DeskPermissions.ManageQueues) { Place = NavPlace.Settings, GroupKey = "nav.group" },
    ];

    public override void BuildModel(ModelBuilder model, bool postgres)
    {
        TicketTable.Build(model, postgres);
        QueueTable.Build(model);
        VisitTable.Build(model);
        NotificationTable.Build(model);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<TicketQueries>();
        services.AddScoped<TicketLists>();
        services.AddScoped<ConversationQueries>();
        services.AddScoped<QueueQueries>();
        services.AddScoped<NotificationQueries>();
        services.AddScoped<TicketFacts>().AddScoped<PreparedOpening>().AddScoped<IPrepare<OpenTicket>, OpenTicketPreparation>();
        services.AddScoped<Demo.DemoPast>();
        services.AddScoped<Replies>();
        services.AddScoped<TicketMoves>();
        services.AddScoped<AssignmentNames>();
        services.AddScoped<IErases, ConversationErasure>();
        services.AddScoped<IPractice, ImpactPractice>();
        services.AddScoped<People>();
        services.AddScoped<NotificationTexts>();
        services.AddScoped<TicketReadEndpoints.Lookups>();
        services.AddSingleton<IActorFacts, QueueFacts>();
        services.AddScoped<IPlaceNames, PlacesOfDesk>();
        services.AddSingleton(OpenTicketGauge.ByPriority);
        AddPages(services);
        services.AddReactor<TellPeople>(TellPeople.Name, livesNow: true);
        services.AddReactor<RescoreOnWorth>(RescoreOnWorth.Name, livesNow: true);
        services.AddReactor<RescoreOnSubscriptions>(RescoreOnSubscriptions.Name, livesNow: true);
        services.AddReactor<RescoreOnSettings>(RescoreOnSettings.Name);
        services.AddSingleton(RescoreAll.Handler);
        services.AddSingleton(RescoreAlertsOf.Handler);
        services.AddSingleton(CloseResolved.Handler);
        services.AddSingleton<TicketMemory>();
        services.AddSingleton(new SettingType(typeof(DeskSettings)));
        services.AddSingleton(new SettingType(typeof(ImpactSettings)));
        services.AddSingleton(new SettingType(typeof(PatienceSettings)));
        services.AddSingleton<IValidator<ImpactSettings>, ImpactSettingsValidator>();
        services.AddSingleton<IValidator<PatienceSettings>, PatienceSettingsValidator>();
        services.AddScoped<ILookUp<OpenTicket>, OpenTicketLookUp>();
        services.AddScoped<ILookUp<ChangeTicket>, ChangeTicketLookUp>();
        services.AddScoped<ILookUp<DiagnoseTicket>, DiagnoseTicketLookUp>();
        services.AddSingleton<IValidator<OpenTicket>, OpenTicketValidator>();
        services.AddSingleton<IValidator<ReplyToTicket>, ReplyToTicketValidator>();
        services.AddSingleton<IValidator<NameRequester>, NameRequesterValidator>();
        services.AddSingleton<IValidator<AddNote>, AddNoteValidator>();
        services.AddSingleton<IValidator<LogMessage>, LogMessageValidator>();
        services.AddSingleton<IValidator<AssignTicket>, AssignTicketValidator>();
        services.AddSingleton<IValidator<ChangeTicket>, ChangeTicketValidator>();
        services.AddSingleton<IValidator<OverridePriority>, OverridePriorityValidator>();
        services.AddSingleton<IValidator<ResolveTicket>, ResolveTicketValidator>();
        services.AddSingleton<IValidator<CloseTicket>, CloseTicketValidator>();
        services.AddSingleton<IValidator<NoteByRule>, NoteByRuleValidator>();
        services.AddSingleton<IValidator<ResolveByRule>, ResolveByRuleValidator>();
        services.AddSingleton<IValidator<DiagnoseTicket>, DiagnoseTicketValidator>();
        services.AddSingleton<IValidator<RecordVisit>, RecordVisitValidator>();
        services.AddSingleton<IValidator<CorrectEffort>, CorrectEffortValidator>();
        services.AddSingleton<IValidator<MakeQueue>, MakeQueueValidator>();
        services.AddSingleton<IValidator<ChangeQueue>, ChangeQueueValidator>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddScoped<QueueBoard>();
        services.AddScoped<QueueViews>();
        services.AddScoped<INavViews>(sp => sp.GetRequiredService<QueueViews>());
        services.AddScoped<INavCounts>(sp => sp.GetRequiredService<QueueViews>());
        services.AddScoped<TicketStory>();
        services.AddScoped<TicketSheets>();
        services.AddScoped<TicketFinder>();
        services.AddScoped<IPaletteSource, TicketPalette>();
        services.AddScoped<IPaletteSource, PeoplePalette>();
        services.AddSingleton<Live.TicketPresence>();
        services.AddScoped<Live.PageConnection>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler>(sp => sp.GetRequiredService<Live.PageConnection>());
        services.AddScoped<IPanel<OrganizationResource>, OrganizationTickets>();
        services.AddScoped<IPanel<ContactResource>, ContactTickets>();
        foreach (var item in Items) services.AddSingleton(item with { Texts = typeof(DeskTexts) });
    }

    public override async ValueTask Prepare(IServiceProvider services, Commands commands, CancellationToken ct)
    {
        if (await EnsureDefaultQueue.IsNeeded(services.GetRequiredService<BridgewatchDb>(), ct)) await commands.Send(new EnsureDefaultQueue(), ct);
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        OpenTicketEndpoint.Map(api);
        TicketReadEndpoints.Map(api);
        ChangeTicketEndpoint.Map(api);
        NameRequesterEndpoint.Map(api);
        ReplyToTicketEndpoint.Map(api);
        AddNoteEndpoint.Map(api);
        LogMessageEndpoint.Map(api);
        AssignTicketEndpoint.Map(api);
        UnassignTicketEndpoint.Map(api);
        OverridePriorityEndpoint.Map(api);
        ResolveTicketEndpoint.Map(api);
        ReopenTicketEndpoint.Map(api);
        CloseTicketEndpoint.Map(api);
        DiagnoseTicketEndpoint.Map(api);
        QueueEndpoints.Map(api);
    }
}
