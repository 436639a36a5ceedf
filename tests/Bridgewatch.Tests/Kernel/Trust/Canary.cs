using System.Text;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Kernel.Trust;

internal static class Canary
{
    /// <summary>Every file that the store consists of and that has one of the texts in it, byte for byte. PostgreSQL's log of changes is left
    /// out: it keeps old bytes until it is recycled, and the certificate says so.</summary>
    public static async Task<List<string>> Traces(RunningApp app, params string[] canaries)
    {
        // By another process: whoever closes a file that SQLite has open in the same process takes its locks away. Here are also the files
        // that people attached and the search index of the node.
        var copy = TestRun.Folder("copy");
        await Command.Run("cp", "-r", app.Store.Data + "/.", copy);
        var files = Directory.EnumerateFiles(copy, "*", SearchOption.AllDirectories);
        if (app.Store.Engine == Engine.Postgres)
        {
            await using var connection = await app.Store.Opens();
            await using var command = connection.CreateCommand();
            command.CommandText = "CHECKPOINT; SELECT current_setting('data_directory') || '/base/' || (SELECT oid FROM pg_database WHERE datname = current_database())";
            files = files.Concat(Directory.EnumerateFiles((string)(await command.ExecuteScalarAsync())!, "*", SearchOption.AllDirectories));
        }
        var found = new List<string>();
        foreach (var file in files)
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
            if (canaries.Any(canary => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) >= 0)) found.Add(await Named(app, Path.GetFileName(file)));
        }
        TestRun.Delete(copy);
        return found;
    }

    /// <summary>PostgreSQL calls its files by numbers; a failure should tell the table.</summary>
    private static async Task<string> Named(RunningApp app, string file)
    {
        if (app.Store.Engine != Engine.Postgres || !uint.TryParse(file.Split('.')[0], out var number)) return file;
        await using var connection = await app.Store.Opens();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_filenode_relation(0, {number})::text";
        return await command.ExecuteScalarAsync() as string ?? file;
    }

    /// <summary>Columns in which a row still has one of the texts: what a reader of the tables would find.</summary>
    public static Task<List<string>> Columns(RunningApp app, params string[] canaries) => app.Look(async db =>
    {
        var found = new List<string>();
        await using var connection = await app.Store.Opens();
        foreach (var type in db.Model.GetEntityTypes())
        {
            foreach (var column in type.GetTableMappings().SelectMany(m => m.Table.Columns).Where(c => c.StoreType is "TEXT" or "text" or "jsonb" or "json" || c.StoreType.StartsWith("character", StringComparison.Ordinal)))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT COUNT(*) FROM \"{column.Table.Name}\" WHERE {string.Join(" OR ", canaries.Select(c => $"CAST(\"{column.Name}\" AS text) LIKE '%{c}%'"))}";
                if (Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) > 0) found.Add($"{column.Table.Name}.{column.Name}");
            }
        }
        return found.Distinct().ToList();
    });
}
