using System.CommandLine;
using Bridgewatch.Kernel;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`migrate`: brings the database up without serving. Alone on SQLite; on PostgreSQL nodes are upgraded one by one.</summary>
internal static class MigrateCommand
{
    public static Command Make()
    {
        var command = new Command("migrate", "Brings the database to this version's schema.");
        command.SetAction(Migrate);
        return command;
    }

    private static async Task<int> Migrate(ParseResult parsed, CancellationToken ct)
    {
        var options = DataOptions.Read(parsed);
        using var alone = options.Database is null ? DataLock.Take(options.Data) : null;
        await using var services = Offline.Compose(options);
        await using var scope = services.CreateAsyncScope();
        var applied = await scope.ServiceProvider.GetRequiredService<Schema>().BringUp(ct);
        parsed.Print(new { applied, program = Schema.Program.ToString(), lowest = Schema.Lowest.ToString() });
        return BridgewatchCommand.Fine;
    }
}
