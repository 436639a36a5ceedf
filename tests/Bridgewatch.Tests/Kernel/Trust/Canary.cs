using System.Text;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Trust;

internal static class Canary
{
    /// <summary>Every file that the store consists of and that has one of the texts in it, byte for byte. PostgreSQL's log of changes is left
    /// out: it keeps old bytes until it is recycled, and the certificate says so.</summary>
    public static async Task<List<string>> Traces(RunningApp app, params string[] canaries)
    {
        var folder = app.Store.Data;
        if (app.Store.Engine == Engine.Postgres)
        {
            await using var connection = await app.Store.Opens();
            await using var command = connection.CreateCommand();
            command.CommandText = "CHECKPOINT; SELECT current_setting('data_directory') || '/base/' || (SELECT oid FROM pg_database WHERE datname = current_database())";
            folder = (string)(await command.ExecuteScalarAsync())!;
        }
        else
        {
            // By another process: whoever closes a file that SQLite has open in the same process takes its locks away.
            var copy = TestRun.Folder("copy");
            await Command.Run("cp", "-r", folder + "/.", copy);
            folder = copy;
        }
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith("bridgewatch.lock", StringComparison.Ordinal)) continue;
            byte[] bytes;
            try
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var memory = new MemoryStream();
                await stream.CopyToAsync(memory);
                bytes = memory.ToArray();
            }
            catch (FileNotFoundException)
            {
                continue;
            }
            if (canaries.Any(canary => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) >= 0)) found.Add(Path.GetFileName(file));
        }
        return found;
    }
}
