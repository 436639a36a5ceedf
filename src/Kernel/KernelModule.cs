using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Kernel.Seal;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>What every module stands on: commands, journal, reactors, due work, deliveries, settings, seal.</summary>
public sealed class KernelModule : Module
{
    public override string Name => "kernel";

    public override IReadOnlyList<Permission> Permissions => KernelPermissions.All;

    public override IReadOnlyList<Type> Operational =>
    [
        typeof(IdempotentAnswer), typeof(Lease), typeof(ReactorRow), typeof(PoisonEntry), typeof(DueItem), typeof(Delivery),
        typeof(NumberRow), typeof(ProtectionKey), typeof(SealBatch), typeof(SealLeaf), typeof(SealKey), typeof(SchemaRow),
    ];

    public override void BuildModel(ModelBuilder model, bool postgres) => KernelTables.Build(model, postgres);

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
        ReactorEndpoints.Map(api);
        RetryEntryEndpoint.Map(api);
        SkipEntryEndpoint.Map(api);
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
        services.AddScoped<Journal>();
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
        services.AddSingleton<Pulse>();
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

    private static void AddErasure(IServiceCollection services)
    {
        services.AddScoped<People>();
        services.AddScoped<JournalErasure>();
        services.AddScoped<IErases, DeliveryErasure>();
        services.AddScoped<IErases, AnswerErasure>();
        services.AddScoped<IErases, PoisonErasure>();
        services.AddScoped<ICarrier, ScrubCarrier>();
        services.AddSingleton<IValidator<ErasePerson>, ErasePersonValidator>();
        services.AddScoped<PersonQueries>();
        services.AddScoped<Erasures>();
    }
}
