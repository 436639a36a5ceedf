using Bridgewatch.Kernel.Duties;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Kernel.Rules;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Kernel.Search;
using Bridgewatch.Kernel.Webhooks;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>What every module stands on: commands, journal, reactors, due work, deliveries, duties, settings, seal.</summary>
public sealed class KernelModule : Module
{
    public override string Name => "kernel";

    public override IReadOnlyList<Permission> Permissions => KernelPermissions.All;

    public override IReadOnlyList<Type> Operational =>
    [
        typeof(IdempotentAnswer), typeof(Lease), typeof(ReactorRow), typeof(PoisonEntry), typeof(DueItem), typeof(Delivery),
        typeof(NumberRow), typeof(ProtectionKey), typeof(SealBatch), typeof(SealLeaf), typeof(SealKey), typeof(SchemaRow),
    ];

    public override void BuildModel(ModelBuilder model, bool postgres)
    {
        KernelTables.Build(model, postgres);
        DutyTables.Build(model, postgres);
        RuleTables.Build(model, postgres);
        WebhookTable.Build(model);
    }

    /// <summary>The seal's key is made at the first start.</summary>
    public override ValueTask Prepare(IServiceProvider services, Commands commands, CancellationToken ct)
    {
        services.GetRequiredService<SealKeys>().Make();
        return default;
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        SettingEndpoints.Map(api);
        DeliveryEndpoints.Map(api);
        RetryDeliveryEndpoint.Map(api);
        DropDeliveryEndpoint.Map(api);
        WebhookEndpoints.Map(api);
        AddWebhookEndpoint.Map(api);
        ChangeWebhookEndpoint.Map(api);
        ArchiveWebhookEndpoint.Map(api);
        RotateWebhookSecretEndpoint.Map(api);
        TestWebhookEndpoint.Map(api);
        ResendWebhookEndpoint.Map(api);
        ReactorEndpoints.Map(api);
        RetryEntryEndpoint.Map(api);
        SkipEntryEndpoint.Map(api);
        TaskEndpoints.Map(api);
        GiveTaskEndpoint.Map(api);
        AcceptTaskEndpoint.Map(api);
        CompleteTaskEndpoint.Map(api);
        DeclineTaskEndpoint.Map(api);
        WithdrawTaskEndpoint.Map(api);
        HandOverTaskEndpoint.Map(api);
        PostponeTaskEndpoint.Map(api);
        ApprovalEndpoints.Map(api);
        DecideApprovalEndpoint.Map(api);
        WithdrawApprovalEndpoint.Map(api);
        RuleEndpoints.Map(api);
        ChangeRuleModeEndpoint.Map(api);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton(sp => new JournalTypes(sp.GetRequiredService<Modules>().All.Select(m => m.GetType().Assembly)));
        services.AddScoped<Door>();
        services.AddScoped<Envelope>();
        services.AddScoped(sp => sp.GetRequiredService<Envelope>().Actor);
        services.AddScoped<ActorLoader>();
        services.AddScoped<Commands>();
        services.AddScoped<Reads>();
        services.AddScoped<Idempotency>();
        services.AddScoped<Commit>();
        services.AddScoped<Journal>().AddScoped<Attempts>();
        services.AddScoped<Numbers>();
        services.AddScoped<JournalReader>();
        services.AddScoped<Deliveries>();
        services.AddScoped<DueWork>();
        services.AddScoped<Settings>();
        services.AddScoped<SettingQueries>();
        services.AddScoped<DeliveryQueries>();
        services.AddScoped<ReactorQueries>();
        services.AddSingleton<IValidator<DropDelivery>, DropDeliveryValidator>();
        services.AddSingleton<IValidator<SkipEntry>, SkipEntryValidator>();
        services.AddScoped<ICarrier, MailCarrier>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<SettingTypes>();
        services.AddSingleton<SettingsCache>();
        services.AddSingleton(new SettingType(typeof(OutgoingMail)));
        services.AddSingleton(new SettingType(typeof(Anchors)));
        services.AddSingleton(new SettingType(typeof(DeliveryRetention)));
        services.AddSingleton<IValidator<Anchors>, AnchorsValidator>();
        services.AddSingleton<IValidator<DeliveryRetention>, DeliveryRetentionValidator>();
        services.AddSingleton(PurgeAnswers.Due);
        services.AddSingleton(EmptySentDeliveries.Due);
        services.AddScoped<Schema>();
        services.AddLocalization();
        AddSeal(services);
        AddErasure(services);
        AddDuties(services);
        AddWebhooks(services);
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<SearchIndexer>();
        services.AddSingleton<OperationalWrites>();
        services.AddSingleton<Leases>();
        services.AddSingleton<ReactorRunner>();
        services.AddSingleton<Sweeper>();
        services.AddSingleton<Sender>();
        services.AddSingleton<FirstAnswer>();
        // Services stop in the opposite order: the seal comes after everything that writes.
        services.AddHostedService(sp => sp.GetRequiredService<Sealer>());
        services.AddHostedService(sp => sp.GetRequiredService<ReactorRunner>());
        services.AddHostedService(sp => sp.GetRequiredService<Sweeper>());
        services.AddHostedService(sp => sp.GetRequiredService<Sender>());
        services.AddHostedService<Gauges>();
        services.AddHostedService<TableStatistics>();
        services.AddHostedService(sp => sp.GetRequiredService<SearchIndexer>());
        services.AddSingleton<Pulse>();
        services.AddSingleton<Whispers>();
        services.AddSingleton<JournalTail>();
        services.AddSingleton<JournalFeed>();
        services.AddSingleton<FactNews>();
        services.AddHostedService(sp => sp.GetRequiredService<JournalFeed>());
    }

    private static void AddSeal(IServiceCollection services)
    {
        services.AddSingleton<SealKeys>();
        services.AddSingleton<AnchorFile>();
        services.AddSingleton<Sealer>();
        services.AddScoped<SealStore>();
        services.AddScoped<SignedRoots>();
        services.AddScoped<Verification>();
        services.AddScoped<EntryProofs>();
        services.AddSingleton(MailNewestRoot.Due);
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddScoped<WebhookQueries>();
        services.AddSingleton<WebhookSubscriptions>();
        services.AddSingleton<WebhookRules>();
        services.AddScoped<WebhookFilters>();
        services.AddScoped<TellWebhooks>();
        services.AddSingleton(TellWebhooks.Registration);
        services.AddScoped<ICarrier, WebhookCarrier>();
        services.AddHttpClient(WebhookCarrier.Client, c =>
        {
            c.Timeout = TimeSpan.FromSeconds(15);
            c.DefaultRequestHeaders.UserAgent.ParseAdd("Bridgewatch");
        })
        .ConfigurePrimaryHttpMessageHandler(sp => sp.GetRequiredService<OutboundGuard>().Handler())
        // They write the whole address, and of many receivers that is the secret.
        .RemoveAllLoggers();
        services.AddSingleton<IValidator<AddWebhook>, AddWebhookValidator>();
        services.AddSingleton<IValidator<ChangeWebhook>, ChangeWebhookValidator>();
    }

    private static void AddDuties(IServiceCollection services)
    {
        services.AddScoped<Things>();
        services.AddScoped<TaskSight>();
        services.AddScoped<TaskOwners>();
        services.AddScoped<TaskQueries>();
        services.AddScoped<IErases, TaskErasure>();
        services.AddScoped<ApprovalSight>();
        services.AddScoped<ApprovalQueries>();
        services.AddScoped<MailedAnswers>().AddScoped<MailedDoor>().AddScoped<MailedDuties>();
        services.AddScoped<IErases, ApprovalErasure>();
        services.AddSingleton(RemindOfApproval.Handler);
        services.AddSingleton<IValidator<DecideApproval>, DecideApprovalValidator>();
        services.AddScoped<RuleQueries>().AddScoped<RuleStops>().AddSingleton<IValidator<ChangeRuleMode>, ChangeRuleModeValidator>();
        services.AddSingleton(RemindOfTask.Handler);
        services.AddSingleton<IValidator<GiveTask>, GiveTaskValidator>();
        services.AddSingleton<IValidator<CompleteTask>, CompleteTaskValidator>();
        services.AddSingleton<IValidator<DeclineTask>, DeclineTaskValidator>();
        services.AddSingleton<IValidator<WithdrawTask>, WithdrawTaskValidator>();
        services.AddSingleton<IValidator<HandOverTask>, HandOverTaskValidator>();
        services.AddSingleton<IValidator<PostponeTask>, PostponeTaskValidator>();
    }

    private static void AddErasure(IServiceCollection services)
    {
        services.AddScoped<People>();
        services.AddScoped<JournalErasure>();
        services.AddScoped<IErases, DeliveryErasure>();
        services.AddScoped<IErases, AnswerErasure>();
        services.AddScoped<IErases, PoisonErasure>();
        services.AddScoped<IErases, WebhookErasure>();
        services.AddScoped<ICarrier, ScrubCarrier>();
        services.AddSingleton<IValidator<ErasePerson>, ErasePersonValidator>();
        services.AddScoped<PersonQueries>();
        services.AddScoped<Erasures>();
        services.AddScoped<KeptWords>();
    }
}
