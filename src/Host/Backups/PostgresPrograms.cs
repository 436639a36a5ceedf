using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Bridgewatch.Host.Backups;

/// <summary>PostgreSQL's own <c>pg_dump</c> and <c>pg_restore</c>, of a version that fits the server.</summary>
internal static class PostgresPrograms
{
    private const string Installed = "/usr/lib/postgresql";

    /// <param name="connection">Open: the program gets the host that it is connected to.</param>
    /// <exception cref="ConfigurationError">There is no such program here, or it failed.</exception>
    public static async Task Run(string program, IReadOnlyList<string> arguments, NpgsqlConnection connection, string connectionString, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Find(program, connection.PostgreSqlVersion.Major), arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        var environment = start.Environment;
        environment["PGHOST"] = connection.Host;
        environment["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
        environment["PGDATABASE"] = connection.Database;
        environment["PGUSER"] = settings.Username ?? environment["PGUSER"];
        if (settings.Password is { Length: > 0 } password) environment["PGPASSWORD"] = password;
        if (settings.ContainsKey("SSL Mode")) environment["PGSSLMODE"] = SslMode(settings.SslMode);
        if (settings.RootCertificate is { Length: > 0 } root) environment["PGSSLROOTCERT"] = root;
        using var process = Process.Start(start)!;
        try
        {
            var (errors, output) = (process.StandardError.ReadToEndAsync(ct), process.StandardOutput.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            await output;
            if (process.ExitCode != 0) throw new ConfigurationError($"{program} failed: {(await errors).Trim()}");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>The oldest that is not older than the server: pg_dump refuses a newer server, and reads older ones.</summary>
    private static string Find(string program, int server)
    {
        var onPath = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(p => p.Length > 0);
        var packaged = Directory.Exists(Installed) ? Directory.GetDirectories(Installed).Select(d => Path.Combine(d, "bin")) : [];
        var found = onPath.Concat(packaged).Select(folder => Path.Combine(folder, program)).Where(File.Exists).Distinct()
            .Select(file => (File: file, Version: Version(file))).ToList();
        var fitting = found.Where(f => f.Version >= server).OrderBy(f => f.Version).Select(f => f.File).FirstOrDefault();
        if (fitting is not null) return fitting;
        var seen = found.Count == 0 ? "none was found" : $"found {string.Join(", ", found.Select(f => $"{f.File} ({f.Version})"))}";
        throw new ConfigurationError($"The server is PostgreSQL {server}, which needs {program} {server} or newer: {seen}. Install postgresql-client-{server}.");
    }

    /// <summary>0 when it does not say: Debian's wrapper without any PostgreSQL.</summary>
    private static int Version(string file)
    {
        using var process = Process.Start(new ProcessStartInfo(file, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var words = process.StandardOutput.ReadToEnd().Split(' ', '.', '\n');
        process.WaitForExit();
        return words.Select(w => int.TryParse(w, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(n => n > 0);
    }

    private static string SslMode(SslMode mode) => mode switch
    {
        Npgsql.SslMode.VerifyCA => "verify-ca",
        Npgsql.SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };
}
