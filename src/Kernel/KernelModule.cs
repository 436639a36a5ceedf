using Bridgewatch.Kernel.Seal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>What every module stands on: commands, journal, reactors, due work, deliveries, settings, seal.</summary>
public sealed class KernelModule : Module
{
    public override string Name => "kernel";

    public override IReadOnlyList<Type> Operational =>
    [
        typeof(IdempotentAnswer), typeof(Lease), typeof(ReactorRow), typeof(PoisonEntry), typeof(DueItem), typeof(Delivery),
        typeof(NumberRow), typeof(ProtectionKey), typeof(SealBatch), typeof(SealLeaf), typeof(SealKey), typeof(SchemaRow),
    ];

    public override void BuildModel(ModelBuilder model, bool postgres) => KernelTables.Build(model, postgres);

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
        services.AddScoped<ICarrier, MailCarrier>();
        services.AddSingleton<SettingTypes>();
        services.AddSingleton<SettingsCache>();
        services.AddSingleton(new SettingType(typeof(OutgoingMail)));
        services.AddSingleton<OperationalWrites>();
        services.AddSingleton<Leases>();
        services.AddSingleton<ReactorRunner>();
        services.AddSingleton<Sweeper>();
        services.AddSingleton<Sender>();
        services.AddHostedService(sp => sp.GetRequiredService<ReactorRunner>());
        services.AddHostedService(sp => sp.GetRequiredService<Sweeper>());
        services.AddHostedService(sp => sp.GetRequiredService<Sender>());
        services.AddSingleton<Pulse>();
        services.AddSingleton<JournalFeed>();
        services.AddHostedService(sp => sp.GetRequiredService<JournalFeed>());
    }
}
