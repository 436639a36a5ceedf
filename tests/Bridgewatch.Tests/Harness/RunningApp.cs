using Bridgewatch.Access.SignIn;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace Bridgewatch.Tests.Harness;

/// <summary>The real application on a free port, with a clock that the test moves and a database of its own.</summary>
public sealed partial class RunningApp : IAsyncDisposable
{
    private static readonly Template Migrated = new("migrated", async store =>
    {
        await using var app = await Server.Build(new(store.Data, store.Connection, "http://127.0.0.1:0")
        {
            Replace = services => services.AddSingleton<IClock>(new MicrosecondClock(new FakeClock(SetUpAt))),
        });
    });

    /// <summary>When every copy was set up: so late that what the product does each day by itself is due in no test that does not ask for it.</summary>
    private static readonly Instant SetUpAt = Instant.FromUtc(2030, 1, 1, 0, 0);

    private readonly long _firstSeq;
    private readonly WebApplication _app;
    private readonly FakeClock _clock;
    private readonly TestDatabase _database;

    private RunningApp(WebApplication app, FakeClock clock, TestDatabase database, Complaints complaints, long firstSeq)
    {
        (_app, _clock, _database, Complaints, _firstSeq) = (app, clock, database, complaints, firstSeq);
        Http = new() { BaseAddress = new(app.Urls.First()) };
    }

    /// <summary>Nobody's client: no cookie, no token.</summary>
    public HttpClient Http { get; }

    /// <summary>By name, since passkeys refuse an address of numbers.</summary>
    public string Url => Http.BaseAddress!.ToString().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>Warnings and worse; a test takes out what it expects.</summary>
    public Complaints Complaints { get; }

    public Store Store => _database.Store;

    public IServiceProvider Services => _app.Services;

    public Instant Now => _clock.GetCurrentInstant();

    /// <param name="settings">Configuration, such as <c>BRIDGEWATCH:PUBLICURL</c>.</param>
    public static async Task<RunningApp> On(Engine engine, string at = "2026-03-27T16:00:00Z", Action<IServiceCollection>? replace = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var database = await TestDatabase.Create(engine, Migrated);
        var clock = new FakeClock(InstantPattern.ExtendedIso.Parse(at).Value);
        var complaints = new Complaints();
        var app = await Server.Build(new(database.Data, database.Connection, "http://127.0.0.1:0")
        {
            Settings = settings ?? new Dictionary<string, string?>(),
            Replace = services =>
            {
                services.AddSingleton(new Passwords(rounds: 1_000));
                services.AddSingleton<IClock>(new MicrosecondClock(clock));
                services.AddLogging(log => log.ClearProviders().AddProvider(complaints).SetMinimumLevel(LogLevel.Warning));
                replace?.Invoke(services);
            },
        });
        var firstSeq = await LastSeq(app);
        await app.StartAsync();
        return new(app, clock, database, complaints, firstSeq);
    }

    /// <summary>Moves the clock and wakes whatever waits for a time.</summary>
    public void MoveClock(Duration by)
    {
        _clock.Advance(by);
        Services.GetRequiredService<Pulse>().Beat();
    }

    /// <summary>Sends a command as the operator at the command line, who may do everything.</summary>
    public Task<TResponse> Send<TResponse>(ICommand<TResponse> command, Action<Door>? door = null) =>
        As(new Caller(ActorKind.Operator, Operator: "test"), command, door);

    /// <summary>Sends a command as somebody.</summary>
    public async Task<TResponse> As<TResponse>(Caller caller, ICommand<TResponse> command, Action<Door>? door = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var standing = scope.ServiceProvider.GetRequiredService<Door>();
        standing.Caller = caller;
        door?.Invoke(standing);
        return await scope.ServiceProvider.GetRequiredService<Commands>().Send(command);
    }

    /// <summary>Looks into the database, behind the doors.</summary>
    public async Task<T> Look<T>(Func<BridgewatchDb, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<BridgewatchDb>());
    }

    /// <summary>Types of the journal's entries since the start, oldest first; those about people and their rights left out.</summary>
    public async Task<List<string>> JournalTypes() => [.. (await AllJournalTypes()).Where(t => !t.StartsWith("access.", StringComparison.Ordinal))];

    /// <summary>Types of all entries of the journal since the start, oldest first.</summary>
    public Task<List<string>> AllJournalTypes() =>
        Look(db => db.Journal.Where(r => r.Seq > _firstSeq).OrderBy(r => r.Seq).Select(r => r.Type).ToListAsync());

    private static async Task<long> LastSeq(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Journal.MaxAsync(r => (long?)r.Seq) ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var person in _people.Values) person.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        // On PostgreSQL transactions of other tests hold the newest entries up, and the stop does not wait for them for ever.
        Complaints.Allow("The last entries are not sealed yet");
        // A page may still be reading when the server ends under it.
        Complaints.Allow("Cannot access a disposed object");
        Complaints.ShouldBeEmpty();
    }
}
