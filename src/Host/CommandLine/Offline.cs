using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Host.CommandLine;

/// <summary>The product without its doors, for verbs of the command line: the same modules and commands, alone or beside a
/// running server. Nothing runs in the background: mail that a verb promises is sent by the server.</summary>
internal sealed class Offline : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Offline(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    /// <summary>Opens the data as this version of the program knows it.</summary>
    /// <param name="make">Makes the database when there is none yet; otherwise that is an error.</param>
    /// <exception cref="ConfigurationError">There is no database, or its schema is another version's.</exception>
    public static async Task<Offline> Open(ServerOptions options, CancellationToken ct, bool make = false)
    {
        if (make) PrivateFolder.Make(options.Data);
        else if (options.Database is null && !File.Exists(options.File))
            throw new ConfigurationError($"There is no database at {options.File}. Give its folder with --data, or start the server once.");
        var offline = new Offline(Compose(options));
        try
        {
            await offline.ExpectSchema(make, ct);
            return offline;
        }
        catch
        {
            await offline.DisposeAsync();
            throw;
        }
    }

    /// <summary>The services of a verb, without a look at the database: for verbs that work on the files themselves.</summary>
    /// <exception cref="ConfigurationError">Something in the configuration is unknown or wrong.</exception>
    public static ServiceProvider Compose(ServerOptions options)
    {
        var services = new ServiceCollection();
        var source = Source(options);
        var configuration = Configuration.Read(source, options);
        services.AddSingleton<IConfiguration>(source);
        services.AddSingleton(sp => new OutboundGuard(configuration.Outbound, sp.GetRequiredService<ILogger<OutboundGuard>>()));
        services.AddSingleton(new PublicUrl(() => configuration.PublicUrl ?? ListeningAddress.Last(options) ?? new(source["BRIDGEWATCH:URLS"]?.Split(';')[0] ?? ServerOptions.DefaultUrl)));
        services.AddLogging(log => Server.Quieten(log.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)));
        services.AddSingleton(configuration.SignIn);
        services.AddBridgewatch(options);
        options.Replace?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Where the contents of attachments lie.</summary>
    public static string Files(ServerOptions options) => Composition.FilesOf(options, Source(options)).Path;

    /// <summary>Sends a command as the operator, who may do everything. Its origin is live unless the door is told otherwise.</summary>
    public async Task<TResponse> Send<TResponse>(ICommand<TResponse> command, CancellationToken ct, Action<Door>? door = null)
    {
        await using var scope = AtTheDoor(door);
        return await scope.ServiceProvider.GetRequiredService<Commands>().Send(command, ct);
    }

    /// <summary>Asks a query class a question as the operator.</summary>
    public async Task<TAnswer> Ask<TQueries, TAnswer>(Func<TQueries, CancellationToken, Task<TAnswer>> question, CancellationToken ct)
        where TQueries : notnull
    {
        await using var scope = AtTheDoor(null);
        return await scope.ServiceProvider.GetRequiredService<Reads>().From(question, ct);
    }

    /// <summary>Uses a service that sends commands of its own, as the operator.</summary>
    public async Task<TAnswer> AsOperator<TService, TAnswer>(Func<TService, CancellationToken, Task<TAnswer>> work, CancellationToken ct)
        where TService : notnull
    {
        await using var scope = AtTheDoor(null);
        return await work(scope.ServiceProvider.GetRequiredService<TService>(), ct);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static IConfigurationRoot Source(ServerOptions options) =>
        new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(options.Settings).Build();

    private AsyncServiceScope AtTheDoor(Action<Door>? door)
    {
        var scope = _services.CreateAsyncScope();
        var standing = scope.ServiceProvider.GetRequiredService<Door>();
        standing.Caller = new(ActorKind.Operator, Operator: System.Environment.UserName);
        door?.Invoke(standing);
        return scope;
    }

    private async Task ExpectSchema(bool make, CancellationToken ct)
    {
        await using var scope = _services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        var applied = (await db.AppliedMigrations(ct)).ToHashSet();
        var known = db.Database.GetMigrations().ToHashSet();
        if (applied.SetEquals(known)) return;
        if (applied.Count == 0 && make)
        {
            await _services.GetRequiredService<StorageEngine>().Migrate(db, ct);
            await Server.PrepareModules(_services, ct);
        }
        else if (applied.Count == 0) throw new ConfigurationError("The database is empty. Start the server once, which prepares it.");
        // While nodes are upgraded one after the other, verbs of the older one go on as its server does.
        else if (known.IsSubsetOf(applied)) await scope.ServiceProvider.GetRequiredService<Schema>().RefuseWhenTooOld(ct);
        else if (!applied.IsSubsetOf(known)) throw new ConfigurationError("The database belongs to a newer version of Bridgewatch. Use that program.");
        else throw new ConfigurationError("The database belongs to an older version of Bridgewatch. Start the server once, or run 'bridgewatch migrate'.");
    }
}
