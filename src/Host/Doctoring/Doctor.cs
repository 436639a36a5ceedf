using System.Globalization;
using Bridgewatch.Host.CommandLine;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Host.Doctoring;

/// <summary>Looks at everything that an operator can get wrong, beside a running server or without one. Changes nothing.</summary>
internal sealed class Doctor(ServerOptions options)
{
    private const long LeastSpace = 1L << 30;

    /// <exception cref="ConfigurationError">There is no database, or its schema is another version's.</exception>
    public async Task<Diagnosis> Examine(CancellationToken ct)
    {
        var checks = new List<Check> { Folder(), Space() };
        await using var services = Offline.Compose(options);
        await using var scope = services.CreateAsyncScope();
        var database = new DatabaseChecks(scope.ServiceProvider, options);
        checks.AddRange(await database.Reach(ct));
        // What the tables hold cannot be told when they are another version's.
        if (checks.TrueForAll(c => c.Name != "schema" || c.State == CheckState.Fine))
        {
            var serving = await database.Serving(ct);
            checks.AddRange(await new WorkChecks(scope.ServiceProvider, serving).All(ct));
            checks.AddRange(await KeyChecks.All(scope.ServiceProvider, ct));
            checks.AddRange(await FileChecks.All(scope.ServiceProvider, ct));
            checks.AddRange(await AddressChecks.All(scope.ServiceProvider, ct));
            checks.AddRange(await ProviderChecks.All(scope.ServiceProvider, ct));
            return Diagnose(serving, checks);
        }
        return Diagnose(false, checks);
    }

    private static Diagnosis Diagnose(bool serving, List<Check> checks) => new(serving, checks.FindAll(c => c.State == CheckState.Problem), checks);

    private Check Folder()
    {
        var probe = Path.Combine(options.Data, $"doctor-{Guid.CreateVersion7():N}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Check.Problem("data-folder", $"{options.Data} cannot be written: {exception.Message}", "Give the folder to the user that the server runs as.");
        }
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(options.Data) & UnixFileMode.OtherWrite) != 0)
        {
            return Check.Problem("data-folder", $"Everybody on this machine can write to {options.Data}.", $"chmod o-w {options.Data}");
        }
        return Check.Fine("data-folder", options.Data);
    }

    private Check Space()
    {
        var drive = new DriveInfo(options.Data);
        var what = string.Create(CultureInfo.InvariantCulture, $"{drive.AvailableFreeSpace / (1L << 20):N0} MiB are free.");
        return drive.AvailableFreeSpace < LeastSpace
            ? Check.Problem("disk-space", what, "Make room: a full disk stops every change.")
            : Check.Fine("disk-space", what);
    }
}

/// <summary>Is the database there, up to date, and does it keep what it acknowledges?</summary>
internal sealed class DatabaseChecks(IServiceProvider services, ServerOptions options)
{
    private static readonly Duration MostSkew = Duration.FromSeconds(5);

    private readonly BridgewatchDb _db = services.GetRequiredService<BridgewatchDb>();

    public async Task<IReadOnlyList<Check>> Reach(CancellationToken ct)
    {
        if (options.Database is null && !File.Exists(options.File)) throw new ConfigurationError($"There is no database at {options.File}. Give its folder with --data, or start the server once.");
        var version = await Text(options.Database is null ? "SELECT sqlite_version()" : "SHOW server_version", ct);
        var checks = new List<Check> { Check.Fine("database", $"{(options.Database is null ? "SQLite" : "PostgreSQL")} {version}"), await Schema(ct) };
        if (checks[^1].State == CheckState.Fine) checks.AddRange(options.Database is null ? await Sqlite(ct) : await Postgres(ct));
        return checks;
    }

    /// <summary>A node that lives renews the lease of the reactors.</summary>
    public async Task<bool> Serving(CancellationToken ct)
    {
        if (options.Database is null)
        {
            using var free = DataLock.TryTake(options.Data);
            return free is null;
        }
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        return await _db.Set<Lease>().AnyAsync(l => l.Name == ReactorRunner.LeaseName && l.Until > now, ct);
    }

    private async Task<Check> Schema(CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<Schema>().RefuseWhenTooOld(ct);
        }
        catch (SchemaTooNew tooNew)
        {
            return Check.Problem("schema", tooNew.Message, "Install that version.");
        }
        var pending = await _db.PendingMigrations(ct);
        return pending.Count == 0
            ? Check.Fine("schema", (await _db.AppliedMigrations(ct))[^1])
            : Check.Problem("schema", $"The schema lacks {string.Join(", ", pending)}.", "Start the server, or run 'bridgewatch migrate'.");
    }

    /// <summary>Asked on a writing connection: both are said per connection.</summary>
    private async Task<IReadOnlyList<Check>> Sqlite(CancellationToken ct)
    {
        var (journal, synchronous) = await services.GetRequiredService<OperationalWrites>().Run(async db => (
            (await db.Database.SqlQuery<string>($"SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync(ct)).Single(),
            (await db.Database.SqlQuery<long>($"SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync(ct)).Single()), ct);
        return
        [
            journal == "wal" && synchronous >= 2
                ? Check.Fine("durability", "WAL, synchronous=FULL")
                : Check.Problem("durability", $"journal_mode is {journal} and synchronous is {synchronous}.", "The disk or its file system refuses WAL: use a local one."),
        ];
    }

    private async Task<IReadOnlyList<Check>> Postgres(CancellationToken ct)
    {
        var settings = new[] { "fsync", "synchronous_commit", "full_page_writes" };
        var off = new List<string>();
        foreach (var setting in settings)
        {
            if (await Text($"SHOW {setting}", ct) == "off") off.Add(setting);
        }
        var here = services.GetRequiredService<IClock>().GetCurrentInstant();
        var there = (await _db.Database.SqlQuery<Instant>($"SELECT clock_timestamp() AS \"Value\"").ToListAsync(ct)).Single();
        var skew = there > here ? there - here : here - there;
        return
        [
            off.Count == 0
                ? Check.Fine("durability", "fsync and synchronous_commit are on.")
                : Check.Problem("durability", $"{string.Join(" and ", off)} is off: what was acknowledged can be lost with the machine.", "Switch it on in postgresql.conf."),
            skew <= MostSkew
                ? Check.Fine("clock", string.Create(CultureInfo.InvariantCulture, $"{skew.TotalMilliseconds:0} ms from the database's."))
                : Check.Problem("clock", string.Create(CultureInfo.InvariantCulture, $"This clock and the database's are {skew.TotalSeconds:0} s apart."), "Let both follow the same time servers."),
        ];
    }

#pragma warning disable EF1002 // Constants of this class.
    private async Task<string> Text(string sql, CancellationToken ct) => (await _db.Database.SqlQueryRaw<string>(sql).ToListAsync(ct)).Single();
#pragma warning restore EF1002
}
