using Bridgewatch.Access.Actors;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Brands;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Bulk;
using Bridgewatch.Desk.Closing;
using Bridgewatch.Desk.Drafts;
using Bridgewatch.Desk.Duties;
using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Email;
using Bridgewatch.Desk.Erasure;
using Bridgewatch.Desk.Export;
using Bridgewatch.Desk.Following;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Import;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Portal;
using Bridgewatch.Desk.Practices;
using Bridgewatch.Desk.Promises;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Redaction;
using Bridgewatch.Desk.Routing;
using Bridgewatch.Desk.Search;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Triggers;
using Bridgewatch.Desk.Views;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Kernel.Rules;
using Bridgewatch.Kernel.Search;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Desk;

/// <summary>All that the module adds to the system: tickets, queues, conversation, impact, effort, notifications.</summary>
public sealed class DeskModule : Module
{
    public override string Name => "desk";

    public override IReadOnlyList<Permission> Permissions => DeskPermissions.All;

    public override IReadOnlyList<Type> Operational => [typeof(Notification), typeof(Draft), typeof(PortalSession), typeof(PortalLink), typeof(LeftRequest), typeof(Digest), typeof(TicketClock), typeof(RawMail), typeof(SeenMail), typeof(MailboxPosition), typeof(PushTurn), typeof(TriggerLook), typeof(ImportedTicket), typeof(ImportedThing), typeof(EndedPromise)];

    public override IReadOnlyList<string> Numbers => ["ticket"];

    private static IReadOnlyList<NavItem> Items { get; } =
    [
        new(MyWorkCounts.Path, "nav.my-work", "tasks", 100, "g w"),
        new(QueueView.Path, "nav.queue", "queue", 200, "g q", DeskPermissions.ReadTickets),
        new(SearchView.Path, "nav.search", "search", 210, "g s", DeskPermissions.ReadTickets),
        new(PromisesView.Path, "nav.promises", "clock", 950, Permission: DeskPermissions.ReadTickets),
        new("/notifications", "nav.notifications", "bell", 150, "g n"),
        new("/tickets/new", "nav.new-ticket", "plus", 0, "c", DeskPermissions.OpenTickets) { Place = NavPlace.Palette },
        new("/settings/desk", "nav.desk-settings", "settings", 100, Permission: DeskPermissions.ManageSettings) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/sla", "nav.sla", "clock", 115, Permission: DeskPermissions.ManageSla) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/rules", "nav.rules", "shield", 120, Permission: DeskPermissions.ManageSettings) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/mailboxes", "nav.mailboxes", "mail", 115, Permission: DeskPermissions.ManageSettings) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/macros", "nav.macros", "reply", 115, Permission: DeskPermissions.ManageMacros) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/triggers", "nav.triggers", "bolt", 116, Permission: DeskPermissions.ManageTriggers) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/routing", "nav.routing", "queue", 115, Permission: DeskPermissions.ManageRouting) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/forms", "nav.forms", "pen", 117, Permission: DeskPermissions.ManageForms) { Place = NavPlace.Settings, GroupKey = "nav.group" },
        new("/settings/queues", "nav.queues", "queue", 110, Permission: DeskPermissions.ManageQueues) { Place = NavPlace.Settings, GroupKey = "nav.group" },
    ];

    public override void BuildModel(ModelBuilder model, bool postgres)
    {
        TicketTable.Build(model, postgres);
        QueueTable.Build(model);
        VisitTable.Build(model);
        NotificationTable.Build(model);
        AttachmentTable.Build(model);
        DraftTable.Build(model);
        PortalTables.Build(model);
        ViewTable.Build(model);
        FollowerTable.Build(model);
        DigestTable.Build(model);
        SlaTables.Build(model);
        MailboxTable.Build(model);
        RoutingTables.Build(model);
        MacroTable.Build(model);
        FormTables.Build(model);
        AssignmentTables.Build(model);
        TriggerTables.Build(model);
        ImportTables.Build(model);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<TicketQueries>();
        services.AddScoped<TicketLists>().AddScoped<TicketQuestions>().AddScoped<NamesInQueries>();
        services.AddScoped<ConversationQueries>().AddScoped<LinkQueries>();
        services.AddScoped<ISearchable, SearchableTickets>().AddScoped<TicketSearch>();
        services.AddScoped<QueueQueries>();
        services.AddScoped<NotificationQueries>();
        services.AddScoped<TicketFacts>().AddScoped<PreparedOpening>().AddScoped<IPrepare<OpenTicket>, OpenTicketPreparation>();
        services.AddScoped<Demo.DemoPast>();
        services.AddScoped<Replies>().AddScoped<Diagnosing>();
        AddAttachments(services);
        AddDraftsAndRedaction(services);
        services.AddScoped<TicketMoves>();
        services.AddScoped<AssignmentNames>();
        services.AddScoped<IErases, ConversationErasure>();
        services.AddScoped<IErases, AttachmentErasure>();
        services.AddScoped<IErases, DraftErasure>();
        services.AddScoped<PracticeTickets>().AddScoped<DebtEvidence>().AddScoped<IPractice, ImpactPractice>();
        services.AddScoped<People>();
        services.AddScoped<NotificationTexts>();
        services.AddScoped<TicketReadEndpoints.Lookups>();
        services.AddSingleton<IActorFacts, QueueFacts>();
        services.AddScoped<IPlaceNames, PlacesOfDesk>();
        services.AddSingleton(WebhookTickets.Filter);
        services.AddSingleton(OpenTicketGauge.ByPriority);
        AddPages(services);
        services.AddScoped<IDutyThings, TicketThings>();
        services.AddReactor<P1Lowering>(P1Lowering.Name, livesNow: true);
        services.AddScoped<IApprovable>(sp => sp.GetRequiredService<P1Lowering>());
        services.AddReactor<TellOwners>(TellOwners.Name, livesNow: true);
        services.AddScoped<DutyLetter>().AddReactor<TellDeciders>(TellDeciders.Name, livesNow: true);
        services.AddSingleton(SendDigests.Handler);
        AddGates(services);
        AddPortal(services);
        AddMail(services);
        AddViews(services);
        AddSla(services);
        AddRouting(services);
        AddMacros(services);
        AddTriggers(services);
        AddForms(services);
        AddAssignment(services);
        AddImport(services);
        services.AddReactor<TellPeople>(TellPeople.Name, livesNow: true);
        services.AddReactor<RescoreOnWorth>(RescoreOnWorth.Name, livesNow: true);
        services.AddReactor<RescoreOnSubscriptions>(RescoreOnSubscriptions.Name, livesNow: true);
        services.AddReactor<RescoreOnSettings>(RescoreOnSettings.Name);
        services.AddReactor<FollowOrganizations>(FollowOrganizations.Name);
        services.AddScoped<OrganizationMoves>().AddSingleton(MoveTickets.Handler);
        services.AddSingleton(RescoreAll.Handler);
        services.AddSingleton(RescoreAlertsOf.Handler);
        services.AddSingleton(CloseResolved.Handler);
        services.AddSingleton(WakeSnoozed.Handler);
        services.AddSingleton<IValidator<SnoozeTicket>, SnoozeTicketValidator>();
        services.AddSingleton<TicketMemory>();
        services.AddSingleton(new SettingType(typeof(DeskSettings)));
        services.AddSingleton(new SettingType(typeof(ImpactSettings)));
        services.AddSingleton(new SettingType(typeof(PatienceSettings)));
        services.AddSingleton<IValidator<DeskSettings>, DeskSettingsValidator>();
        services.AddSingleton<IValidator<ImpactSettings>, ImpactSettingsValidator>();
        services.AddSingleton<IValidator<PatienceSettings>, PatienceSettingsValidator>();
        services.AddScoped<ILookUp<OpenTicket>, OpenTicketLookUp>();
        services.AddScoped<ILookUp<ChangeTicket>, ChangeTicketLookUp>();
        services.AddScoped<ILookUp<DiagnoseTicket>, DiagnoseTicketLookUp>();
        services.AddScoped<ILookUp<ResolveTicket>, ResolveTicketLookUp>();
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
        services.AddSingleton<IValidator<CopyTicketTo>, CopyTicketToValidator>();
        services.AddSingleton<IValidator<LinkTickets>, LinkTicketsValidator>();
        services.AddSingleton<IValidator<NoteByRule>, NoteByRuleValidator>();
        services.AddSingleton<IValidator<ResolveByRule>, ResolveByRuleValidator>();
        services.AddSingleton<IValidator<DiagnoseTicket>, DiagnoseTicketValidator>();
        services.AddSingleton<IValidator<RecordVisit>, RecordVisitValidator>();
        services.AddSingleton<IValidator<CorrectEffort>, CorrectEffortValidator>();
        services.AddSingleton<IValidator<MakeQueue>, MakeQueueValidator>();
        services.AddSingleton<IValidator<ChangeQueue>, ChangeQueueValidator>();
    }

    private static void AddAttachments(IServiceCollection services)
    {
        services.AddScoped<Uploads>();
        services.AddScoped<WaitingFiles>();
        services.AddScoped<AttachmentQueries>().AddScoped<SentFiles>();
        services.AddScoped<MailedFileQueries>();
        services.AddSingleton<MailedFile>();
        services.AddScoped<ICarrier, RemoveContent>();
        services.AddSingleton(PurgeAttachment.Handler);
        services.AddSingleton(RemoveUnnamedContents.Due);
        services.AddScoped<IPrepare<RemoveUnnamedContents>, RemoveUnnamedContentsPreparation>();
        services.AddSingleton(new SettingType(typeof(AttachmentSettings)));
        services.AddSingleton<IValidator<AttachmentSettings>, AttachmentSettingsValidator>();
        services.AddSingleton<IValidator<AddAttachment>, AddAttachmentValidator>();
    }

    private static void AddDraftsAndRedaction(IServiceCollection services)
    {
        services.AddScoped<DraftQueries>();
        services.AddSingleton(ForgetDrafts.Due);
        services.AddSingleton<IValidator<KeepDraft>, KeepDraftValidator>();
        services.AddScoped<Blackout>();
        services.AddSingleton<IValidator<RedactMessage>, RedactMessageValidator>();
        services.AddSingleton<IValidator<RedactAttachment>, RedactAttachmentValidator>();
    }

    private static void AddViews(IServiceCollection services)
    {
        services.AddScoped<FollowingQueries>().AddScoped<IErases, FollowerErasure>();
        services.AddScoped<BulkWork>().AddScoped<BulkSelection>();
        services.AddScoped<ViewQueries>().AddScoped<IErases, ViewErasure>();
        services.AddSingleton<IValidator<SaveView>, SaveViewValidator>();
        services.AddSingleton<IValidator<ChangeView>, ChangeViewValidator>();
    }

    private static void AddSla(IServiceCollection services)
    {
        services.AddScoped<SlaPolicyQueries>().AddScoped<SlaWording>().AddSingleton<SlaMemory>().AddScoped<SlaBook>().AddScoped<ClockHistory>().AddScoped<EndedPromises>().AddScoped<ClockCheck>().AddScoped<ClockQueries>();
        services.AddScoped<AttainmentQueries>().AddScoped<IPractice, PromisePractice>();
        services.AddReactor<KeepClocks>(KeepClocks.Name, livesNow: true, rests: program => () => program.GetRequiredService<SlaMemory>().HasNone);
        services.AddReactor<ReckonOnPolicies>(ReckonOnPolicies.Name);
        services.AddSingleton(ReckonClocks.Handler).AddSingleton(ReckonAllClocks.Handler);
        services.AddSingleton<IValidator<AddSlaPolicy>, AddSlaPolicyValidator>().AddScoped<ILookUp<AddSlaPolicy>, AddSlaPolicyLookUp>();
        services.AddSingleton<IValidator<ChangeSlaPolicy>, ChangeSlaPolicyValidator>();
        services.AddScoped<IPanel<TicketSheet>, TicketClocksBeside>().AddScoped<IErases, SlaErasure>();
    }

    private static void AddRouting(IServiceCollection services)
    {
        services.AddSingleton<RoutingMemory>();
        services.AddScoped<RoutingBooks>().AddScoped<RouteOnOpening>().AddScoped<RoutingRuleChecks>();
        services.AddScoped<RoutingQueries>().AddScoped<RoutingTrials>();
        services.AddReactor<WatchReroutes>(WatchReroutes.Name);
        services.AddScoped<IPractice, RoutingPractice>().AddScoped<IErases, RoutingErasure>();
        services.AddScoped<IPanel<TicketSheet>, TicketRoutingBeside>();
        services.AddSingleton(new SettingType(typeof(CodeSettings)));
        services.AddSingleton<IValidator<CodeSettings>, CodeSettingsValidator>();
        services.AddSingleton<IValidator<AddRoutingRule>, AddRoutingRuleValidator>();
        services.AddSingleton<IValidator<ChangeRoutingRule>, ChangeRoutingRuleValidator>();
    }

    private static void AddMacros(IServiceCollection services)
    {
        services.AddScoped<MacroQueries>().AddScoped<MacroSuggestions>().AddScoped<MacroWork>().AddScoped<IErases, MacroErasure>();
        services.AddSingleton<IValidator<AddMacro>, AddMacroValidator>();
        services.AddSingleton<IValidator<ChangeMacro>, ChangeMacroValidator>();
    }

    private static void AddTriggers(IServiceCollection services)
    {
        services.AddSingleton<TriggerMemory>().AddScoped<TriggerConditions>().AddScoped<TriggerDeeds>().AddScoped<TriggerWork>().AddScoped<TriggerLooks>();
        services.AddReactor<LookAtTriggers>(LookAtTriggers.Name, livesNow: true, rests: program => () => program.GetRequiredService<TriggerMemory>().HasNone);
        services.AddSingleton(SweepTriggers.Handler).AddSingleton(ForgetTriggerLooks.Handler);
        services.AddScoped<TriggerChecks>().AddScoped<TriggerQueries>().AddScoped<TriggerTrials>();
        services.AddScoped<ILookUp<AddTrigger>, AddTriggerLookUp>().AddSingleton<IValidator<ReplyByTrigger>, ReplyByTriggerValidator>();
        services.AddScoped<IErases, TriggerErasure>().AddScoped<IPanel<TicketSheet>, TicketTriggersBeside>();
    }

    private static void AddForms(IServiceCollection services)
    {
        services.AddSingleton<FieldMemory>();
        services.AddScoped<FieldCatalogue>().AddScoped<FieldConditions>().AddScoped<FieldReader>().AddScoped<FormBook>().AddScoped<FieldWording>();
        services.AddScoped<FieldQueries>().AddScoped<FieldUses>().AddScoped<TicketForms>().AddScoped<MissingFields>().AddScoped<MissingOfMine>().AddScoped<CustomerAnswers>();
        services.AddScoped<IPractice, FormPractice>().AddScoped<IErases, FormErasure>().AddScoped<IPanel<TicketSheet>, TicketFieldsBeside>();
        services.AddSingleton<IValidator<AddTicketField>, AddTicketFieldValidator>();
        services.AddSingleton<IValidator<ChangeTicketField>, ChangeTicketFieldValidator>();
    }

    private static void AddAssignment(IServiceCollection services)
    {
        services.AddScoped<QueueOrder>().AddSingleton<PullTurns>().AddScoped<IPrepare<TakeNextTicket>, PullTurn>();
        services.AddScoped<AbsenceQueries>().AddScoped<AbsenceRights>().AddScoped<IErases, AssignmentErasure>();
        services.AddSingleton<IValidator<SetAbsence>, SetAbsenceValidator>();
        services.AddSingleton(EndAbsenceInTime.Handler).AddSingleton(ReturnTickets.Handler);
        services.AddReactor<ReturnOnLeaving>(ReturnOnLeaving.Name);
        services.AddSingleton<PushMemory>().AddScoped<Candidates>().AddScoped<QueueHours>().AddScoped<DebtShares>().AddScoped<QueueAssignmentQueries>();
        services.AddReactor<PushOnFacts>(PushOnFacts.Name, livesNow: true, rests: program => () => program.GetRequiredService<PushMemory>().HasNone);
        services.AddSingleton(PushQueue.Handler);
        services.AddScoped<SkillQueries>().AddSingleton<IValidator<SetSkills>, SetSkillsValidator>().AddSingleton<IValidator<SetQueueAssignment>, SetQueueAssignmentValidator>();
        services.AddSingleton<IValidator<EscalateTicket>, EscalateTicketValidator>().AddSingleton<IValidator<LinkDebt>, LinkDebtValidator>();
        services.AddScoped<IPanel<TicketSheet>, AssignmentBeside>();
        services.AddScoped<IPanel<Access.People.Myself>, MyAbsences>().AddScoped<IPanel<Access.People.PersonResource>, AbsencesOfPerson>();
    }

    private static void AddImport(IServiceCollection services)
    {
        services.AddScoped<ZendeskImport>().AddScoped<ImportedThings>().AddScoped<TicketBringer>().AddScoped<ImportQueries>().AddScoped<ImportComparison>().AddScoped<OldNumbers>();
        services.AddScoped<Exporter>();
        services.AddScoped<IPanel<TicketSheet>, OldNumbersBeside>();
    }

    private static void AddGates(IServiceCollection services)
    {
        services.AddScoped<CloseGates>().AddScoped<ICloseGate, DiagnosedBeforeClosing>().AddScoped<ICloseGate, TasksDoneBeforeClosing>().AddScoped<ICloseGate, FieldsBeforeClosing>();
        services.AddReactor<TakeBackClosingTasks>(TakeBackClosingTasks.Name, livesNow: true);
        foreach (var rule in (string[])[DiagnosedBeforeClosing.Rule, TasksDoneBeforeClosing.Rule, FieldsBeforeClosing.Rule])
            services.AddSingleton(new RuleDefinition(rule, RuleMode.Observe, DeskPermissions.ManageSettings));
    }

    private static void AddPortal(IServiceCollection services)
    {
        services.AddScoped<PortalVisit>().AddScoped<PortalEntrance>().AddScoped<PortalPromises>().AddScoped<PortalQueries>().AddScoped<PortalMail>();
        services.AddSingleton<ICustomerEntrance, PortalProviders>();
        services.AddScoped<PortalFileQueries>().AddScoped<PortalFiles>();
        services.AddScoped<IContactActors, ContactActors>().AddScoped<IErases, PortalErasure>().AddSingleton<FormStamps>();
        services.AddScoped<IPanel<BrandResource>, BrandPortal>();
        services.AddReactor<LeaveWithTheContact>(LeaveWithTheContact.Name);
        services.AddReactor<LeaveWithTheAddress>(LeaveWithTheAddress.Name);
        services.AddReactor<VisitAsTheOther>(VisitAsTheOther.Name);
        services.AddReactor<LeaveAfterUndo>(LeaveAfterUndo.Name);
        services.AddSingleton(ForgetPortalVisits.Handler);
        services.AddSingleton<IValidator<AskForPortalLink>, AskForPortalLinkValidator>();
        services.AddSingleton<IValidator<LeaveRequest>, LeaveRequestValidator>();
        services.AddSingleton<IValidator<OpenAsCustomer>, OpenAsCustomerValidator>();
        services.AddSingleton<IValidator<WriteAsCustomer>, WriteAsCustomerValidator>();
    }

    private static void AddMail(IServiceCollection services)
    {
        services.AddSingleton<MailboxPasswords>().AddSingleton<MailArrivals>().AddSingleton<MailboxHealth>().AddSingleton<MaildirFolder>().AddSingleton<ImapInbox>();
        services.AddScoped<MailboxReading>().AddScoped<MailboxQueries>().AddScoped<OutgoingMailbox>().AddScoped<MailOriginals>().AddScoped<MailOblivion>();
        services.AddScoped<MailWords>().AddScoped<MailThreads>().AddScoped<MachineMail>().AddScoped<ReadMail>();
        services.AddScoped<IPrepare<TakeInMail>, TakeInMailPreparation>();
        services.AddHostedService<MailIntakeWorker>();
        services.AddHostedService<MailFetcher>();
        services.AddSingleton(PurgeMails.Handler);
        services.AddScoped<IErases, MailErasure>();
        services.AddSingleton(new SettingType(typeof(MailIntakeSettings)));
        services.AddSingleton<IValidator<MailIntakeSettings>, MailIntakeSettingsValidator>();
        services.AddSingleton<IValidator<AddMailbox>, AddMailboxValidator>();
        services.AddSingleton<IValidator<ChangeMailbox>, ChangeMailboxValidator>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddScoped<QueueBoard>();
        services.AddScoped<QueueViews>();
        services.AddScoped<INavViews>(sp => sp.GetRequiredService<QueueViews>());
        services.AddScoped<INavCounts>(sp => sp.GetRequiredService<QueueViews>());
        services.AddScoped<TicketStory>();
        services.AddScoped<TicketSheets>();
        services.AddScoped<IPaletteSource, TicketPalette>();
        services.AddScoped<IPaletteSource, PeoplePalette>();
        services.AddSingleton<Live.RemoteGuests>().AddSingleton<Live.TicketPresence>();
        services.AddScoped<Live.PageConnection>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler>(sp => sp.GetRequiredService<Live.PageConnection>());
        services.AddScoped<INavCounts, MyWorkCounts>();
        services.AddScoped<IPanel<TicketSheet>, TicketTasks>();
        services.AddScoped<IPanel<OrganizationResource>, OrganizationTickets>();
        services.AddScoped<IPanel<OrganizationMergePreview>, TicketsThatCome>();
        services.AddScoped<IPanel<ContactResource>, ContactTickets>();
        foreach (var item in Items) services.AddSingleton(item with { Texts = typeof(DeskTexts) });
    }

    public override async ValueTask Prepare(IServiceProvider services, Commands commands, CancellationToken ct)
    {
        await services.GetRequiredService<SlaMemory>().Policies(ct);
        await services.GetRequiredService<PushMemory>().Pushed(ct);
        await services.GetRequiredService<TriggerMemory>().Book(ct);
        if (await EnsureDefaultQueue.IsNeeded(services.GetRequiredService<BridgewatchDb>(), ct)) await commands.Send(new EnsureDefaultQueue(), ct);
    }

    public override void Use(IApplicationBuilder app) => app.UseMiddleware<PortalDoor>();

    public override void MapDoors(IEndpointRouteBuilder routes)
    {
        AttachmentEndpoints.MapDoors(routes);
        PortalDoor.MapSignOut(routes);
        PortalFileDoor.Map(routes);
        MailHook.Map(routes);
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        OpenTicketEndpoint.Map(api);
        TicketReadEndpoints.Map(api);
        ExportTicketsEndpoint.Map(api);
        BulkEndpoint.Map(api);
        FollowTicketEndpoint.Map(api);
        ChangeTicketEndpoint.Map(api);
        NameRequesterEndpoint.Map(api);
        ReplyToTicketEndpoint.Map(api);
        WithdrawReplyEndpoint.Map(api);
        CopyTicketToEndpoint.Map(api);
        AddNoteEndpoint.Map(api);
        LogMessageEndpoint.Map(api);
        AssignTicketEndpoint.Map(api);
        UnassignTicketEndpoint.Map(api);
        OverridePriorityEndpoint.Map(api);
        ResolveTicketEndpoint.Map(api);
        ReopenTicketEndpoint.Map(api);
        CloseTicketEndpoint.Map(api);
        MergeTicketEndpoint.Map(api);
        SplitMessageEndpoint.Map(api);
        SnoozeTicketEndpoint.Map(api);
        WakeTicketEndpoint.Map(api);
        UndoMergeEndpoint.Map(api);
        LinkTicketsEndpoint.Map(api);
        UnlinkTicketsEndpoint.Map(api);
        DiagnoseTicketEndpoint.Map(api);
        AttachmentEndpoints.Map(api);
        DiscardAttachmentEndpoint.Map(api);
        DraftEndpoints.Map(api);
        RedactMessageEndpoint.Map(api);
        RedactAttachmentEndpoint.Map(api);
        QueueEndpoints.Map(api);
        ViewEndpoints.Map(api);
        SearchEndpoint.Map(api);
        SlaPolicyEndpoints.Map(api);
        ClockEndpoints.Map(api);
        AttainmentEndpoints.Map(api);
        AddMailboxEndpoint.Map(api);
        ChangeMailboxEndpoint.Map(api);
        RotateMailboxSecretEndpoint.Map(api);
        ArchiveMailboxEndpoint.Map(api);
        MailboxReadEndpoints.Map(api);
        ReplayMailEndpoint.Map(api);
        MailOriginalEndpoint.Map(api);
        RoutingRuleEndpoints.Map(api);
        TicketRoutingEndpoints.Map(api);
        MacroEndpoints.Map(api);
        TriggerEndpoints.Map(api);
        FieldEndpoints.Map(api);
        TakeNextTicketEndpoint.Map(api);
        AbsenceEndpoints.Map(api);
        SkillEndpoints.Map(api);
        QueueAssignmentEndpoints.Map(api);
        TicketAssignmentEndpoints.Map(api);
        EscalateTicketEndpoint.Map(api);
        LinkDebtEndpoints.Map(api);
    }
}
