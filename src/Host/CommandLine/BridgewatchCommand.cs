using System.CommandLine;
using Bridgewatch.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bridgewatch.Host.CommandLine;

/// <summary>The command line. Exit codes: 0 fine; 1 the check found something; 2 wrong usage or input; 3 the environment.</summary>
internal static class BridgewatchCommand
{
    public const int Fine = 0;
    public const int Found = 1;
    public const int Usage = 2;
    public const int Environment = 3;

    /// <summary>Longer than the host gives its services to end: who is cut off has not sealed what it wrote.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(1);

    private static readonly RootCommand Root = Make();

    public static async Task<int> Run(IReadOnlyList<string> args, InvocationConfiguration? invocation = null)
    {
        invocation ??= new();
        invocation.EnableDefaultExceptionHandler = false;
        invocation.ProcessTerminationTimeout = EndsWithin;
        var errors = invocation.Error;
        var parsed = Root.Parse(args);
        try
        {
            if (parsed.Errors.Count > 0) invocation.Output = errors;
            var exit = await parsed.InvokeAsync(invocation);
            return parsed.Errors.Count > 0 ? Usage : exit;
        }
        catch (Exception error) when (error is ConfigurationError or SchemaTooNew)
        {
            await errors.WriteLineAsync(error.Message);
            return Environment;
        }
        catch (Exception error) when (error is Refusal or NotVisible or Invalid or InvalidDataException)
        {
            await errors.WriteLineAsync(InWords(error));
            return Usage;
        }
        catch (Exception error) when (error is NpgsqlException || StorageEngine.IsAway(error))
        {
            await errors.WriteLineAsync(error is Unavailable ? error.Message : $"The database cannot be reached: {error.GetBaseException().Message}");
            return Environment;
        }
        catch (Exception error) when (error.GetBaseException() is SqliteException sqlite)
        {
            await errors.WriteLineAsync($"The database cannot be read: {sqlite.Message}");
            return Environment;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            await errors.WriteLineAsync(error.Message);
            return Environment;
        }
    }

    private static RootCommand Make()
    {
        var root = new RootCommand("Bridgewatch runs the practices of a support organisation.") { DataOptions.Data, DataOptions.Database, ServeCommand.Urls };
        root.SetAction(ServeCommand.Serve);
        root.Subcommands.Add(ServeCommand.Make());
        root.Subcommands.Add(AlertCommand.Make());
        root.Subcommands.Add(QueryCommand.Make());
        root.Subcommands.Add(CalendarCommand.Make());
        root.Subcommands.Add(SlaCommand.Make());
        root.Subcommands.Add(RouteCommand.Make());
        root.Subcommands.Add(MailCommand.Make());
        root.Subcommands.Add(SetupCommand.Make());
        root.Subcommands.Add(TokenCommands.Make());
        root.Subcommands.Add(UserCommands.Make());
        root.Subcommands.Add(MigrateCommand.Make());
        root.Subcommands.Add(VerifyCommand.Make());
        root.Subcommands.Add(SealCommand.Make());
        root.Subcommands.Add(PersonCommand.Make());
        root.Subcommands.Add(DemoCommand.Make());
        foreach (var verb in BackupCommand.Make()) root.Subcommands.Add(verb);
        root.Subcommands.Add(DoctorCommand.Make());
        root.Subcommands.Add(RebuildCommand.Make());
        root.Subcommands.Add(ImportCommand.Make());
        root.Subcommands.Add(ExportCommand.Make());
        return root;
    }

    private static string InWords(Exception error) => error switch
    {
        Refusal refusal => $"{refusal.Message} {refusal.Todo}",
        Invalid invalid => string.Join('\n', invalid.Errors.SelectMany(e => e.Value.Select(finding => $"{e.Key}: {finding}"))),
        _ => error.Message,
    };
}

/// <summary>Where the data is; for every verb that touches it.</summary>
internal static class DataOptions
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of the database, keys and files.",
        DefaultValueFactory = _ => System.Environment.GetEnvironmentVariable("BRIDGEWATCH__DATA") ?? ServerOptions.DefaultData,
        Recursive = true,
    };

    public static readonly Option<string?> Database = new("--database")
    {
        Description = "Connection string of a PostgreSQL database; without it SQLite in the data folder.",
        DefaultValueFactory = _ => System.Environment.GetEnvironmentVariable("BRIDGEWATCH__DATABASE"),
        Recursive = true,
    };

    public static ServerOptions Read(ParseResult parsed) =>
        new(Path.GetFullPath(parsed.GetValue(Data)!), parsed.GetValue(Database) is { Length: > 0 } database ? database : null);
}
