using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk;
using Bridgewatch.Governance;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Kernel.Search;
using Bridgewatch.Signals;
using Bridgewatch.Storage.Postgres;
using Bridgewatch.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Host;

/// <summary>What a server and the command line have in common: modules, engine, clock, commands.</summary>
internal static class Composition
{
    public static Modules AddBridgewatch(this IServiceCollection services, ServerOptions options)
    {
        var modules = ModuleList.Make();
        services.AddSingleton(modules);
        services.AddSingleton(options);
        services.AddSingleton(sp => SealFilesOf(options, sp.GetRequiredService<IConfiguration>()));
        services.AddSingleton(sp => FilesOf(options, sp.GetRequiredService<IConfiguration>()));
        services.AddSingleton(new SearchPlace(Path.Combine(options.Data, "search.db")));
        services.AddSingleton<StorageEngine>(sp => options.Database is { } database
            ? new PostgresEngine(database, PostgresStorage.Migrations, PostgresStorage.Model, sp.GetRequiredService<Pulse>())
            : new SqliteEngine(options.File, SqliteStorage.Migrations, SqliteStorage.Model, sp.GetRequiredService<Pulse>()));
        services.AddSingleton(OptionsOfContexts);
        services.AddSingleton<ContextPool>();
        services.AddScoped(sp => sp.GetRequiredService<ContextPool>().Lend());
#pragma warning disable RS0030 // The one place that names the real clock.
        services.AddSingleton<IClock>(new MicrosecondClock(SystemClock.Instance));
#pragma warning restore RS0030
        services.AddSingleton<TimeProvider, ClockTime>();
        services.AddMediator(mediator =>
        {
            mediator.ServiceLifetime = ServiceLifetime.Scoped;
            mediator.Assemblies =
            [
                typeof(KernelModule), typeof(AccessModule), typeof(CatalogModule), typeof(DeskModule), typeof(SignalsModule), typeof(GovernanceModule),
            ];
            mediator.PipelineBehaviors =
            [
                typeof(Tracing<,>), typeof(Authorising<,>), typeof(Validating<,>), typeof(Preparing<,>), typeof(Committing<,>),
            ];
        });
        services.AddDataProtection().SetApplicationName("Bridgewatch").KeepKeys(options);
        foreach (var module in modules.All) module.AddServices(services);
        return modules;
    }

    private static DbContextOptions<BridgewatchDb> OptionsOfContexts(IServiceProvider services)
    {
        var options = new DbContextOptionsBuilder<BridgewatchDb>().UseApplicationServiceProvider(services);
        services.GetRequiredService<StorageEngine>().Configure(options);
        return (DbContextOptions<BridgewatchDb>)options.Options;
    }

    /// <summary>Where the contents of attachments lie.</summary>
    internal static FileFolder FilesOf(ServerOptions options, IConfiguration configuration) =>
        new(configuration["BRIDGEWATCH:FILES"] is { Length: > 0 } folder ? folder : Path.Combine(options.Data, "files"));

    private static SealFiles SealFilesOf(ServerOptions options, IConfiguration configuration) => new(
        configuration["BRIDGEWATCH:SEALKEY"] is { Length: > 0 } key ? key : Path.Combine(options.Data, "keys", "seal-key.pem"),
        configuration["BRIDGEWATCH:ANCHORFILE"] is { Length: > 0 } anchors ? anchors : null);
}
