using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Bridgewatch.Kernel.Search;

/// <summary>Where a node keeps its index: a file beside its data. It can be deleted at any time; the next start makes it anew.</summary>
public sealed record SearchPlace(string File);

/// <summary>The file of the index: one contentless full-text table a kind, and how far the journal is in it.</summary>
/// <remarks>Texts stand in the main database alone; the file has their words and where they occur.</remarks>
internal sealed class SearchFile : IDisposable
{
    public const int TitleColumn = 0;
    public const int CodesColumn = 3;
    public const int MarksColumn = 4;

    /// <summary>What is made differently by another version of the program is not read.</summary>
    private const int Version = 1;

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly SqliteConnection _writer;
    private readonly string _connectionString;
    private readonly Lock _writing = new();

    private SearchFile(string connectionString, SqliteConnection writer) => (_connectionString, _writer) = (connectionString, writer);

    /// <summary>Opens what is there; null when there is nothing, or nothing that this version can read.</summary>
    public static SearchFile? Open(string file, IReadOnlyList<string> kinds)
    {
        if (!File.Exists(file)) return null;
        SearchFile? opened = null;
        try
        {
            opened = Connect(file);
            opened.Execute("PRAGMA journal_mode=WAL");
            if (opened.Read("shape") == Shape(kinds)) return opened;
        }
        catch (SqliteException)
        {
            // It is no database, or a broken one.
        }
        opened?.Dispose();
        return null;
    }

    /// <summary>Makes an empty one in the place of whatever was there.</summary>
    public static SearchFile Make(string file, IReadOnlyList<string> kinds)
    {
        Delete(file);
        var made = Connect(file);
        // It is filled before anybody relies on it, and what a crash leaves is thrown away.
        made.Execute("PRAGMA journal_mode=OFF");
        made.Execute("PRAGMA synchronous=OFF");
        made.Execute("CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        foreach (var kind in kinds)
        {
            made.Execute($"CREATE VIRTUAL TABLE {kind} USING fts5(title, body, notes, codes, marks, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')");
            made.Execute($"CREATE VIRTUAL TABLE {kind}_word USING fts5vocab({kind}, row)");
        }
        made.Write("shape", Shape(kinds));
        return made;
    }

    /// <summary>What the file of another process remembers under a name; null while there is none that can be read.</summary>
    public static string? Peek(string file, string name)
    {
        if (!File.Exists(file)) return null;
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM state WHERE name = $name";
            command.Parameters.AddWithValue("$name", name);
            return (string?)command.ExecuteScalar();
        }
        catch (SqliteException)
        {
            // It is just being made, or put in its place.
            return null;
        }
    }

    /// <summary>With the files that SQLite keeps beside it.</summary>
    public static void Delete(string file)
    {
        foreach (var end in (ReadOnlySpan<string>)["", "-wal", "-shm", "-journal"]) File.Delete(file + end);
    }

    /// <summary>Asks the file something on a connection of its own.</summary>
    public T Ask<T>(Func<SqliteConnection, T> question)
    {
        if (!_idle.TryTake(out var connection))
        {
            connection = Opened(_connectionString);
            FtsFunctions.Register(connection);
        }
        try
        {
            return question(connection);
        }
        finally
        {
            _idle.Add(connection);
        }
    }

    /// <summary>Writes documents and what is to be remembered with them, all or nothing.</summary>
    public void Put(string kind, IReadOnlyList<SearchDocument> documents, params ReadOnlySpan<(string Name, string Value)> state)
    {
        lock (_writing)
        {
            using var transaction = _writer.BeginTransaction();
            using (var insert = _writer.CreateCommand())
            {
                insert.Transaction = transaction;
                insert.CommandText = $"INSERT OR REPLACE INTO {kind} (rowid, title, body, notes, codes, marks) VALUES ($key, $title, $body, $notes, $codes, $marks)";
                foreach (var document in documents)
                {
                    insert.Parameters.Clear();
                    insert.Parameters.AddWithValue("$key", document.Key);
                    insert.Parameters.AddWithValue("$title", SearchWords.Cleaned(document.Title));
                    insert.Parameters.AddWithValue("$body", SearchWords.Cleaned(document.Body));
                    insert.Parameters.AddWithValue("$notes", SearchWords.Cleaned(document.Notes));
                    insert.Parameters.AddWithValue("$codes", string.Join(' ', document.Codes.Select(SearchWords.Fused)));
                    insert.Parameters.AddWithValue("$marks", string.Join(' ', document.Marks.Select(m => m.Token)));
                    insert.ExecuteNonQuery();
                }
            }
            foreach (var (name, value) in state) Write(name, value, transaction);
            transaction.Commit();
        }
    }

    public void Remember(params ReadOnlySpan<(string Name, string Value)> state)
    {
        lock (_writing)
        {
            using var transaction = _writer.BeginTransaction();
            foreach (var (name, value) in state) Write(name, value, transaction);
            transaction.Commit();
        }
    }

    /// <summary>What was remembered under a name.</summary>
    public string? Read(string name)
    {
        lock (_writing)
        {
            using var command = _writer.CreateCommand();
            command.CommandText = "SELECT value FROM state WHERE name = $name";
            command.Parameters.AddWithValue("$name", name);
            return (string?)command.ExecuteScalar();
        }
    }

    public long Count(string kind)
    {
        lock (_writing)
        {
            using var command = _writer.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM {kind}_docsize";
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
        _writer.Dispose();
    }

    private static SearchFile Connect(string file)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString();
        return new(connectionString, Opened(connectionString));
    }

    private static SqliteConnection Opened(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // A crash may lose the last entries, and how far the file is with them: they are read again.
            command.CommandText = "PRAGMA synchronous=NORMAL; PRAGMA mmap_size=1073741824; PRAGMA busy_timeout=30000";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string Shape(IReadOnlyList<string> kinds) => $"{Version} {string.Join(' ', kinds)}";

    private void Execute(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Write(string name, string value, SqliteTransaction? transaction = null)
    {
        using var command = _writer.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR REPLACE INTO state (name, value) VALUES ($name, $value)";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }
}
