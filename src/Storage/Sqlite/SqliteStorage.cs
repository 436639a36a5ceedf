namespace Bridgewatch.Storage.Sqlite;

/// <summary>Names the assembly with the migrations for SQLite.</summary>
public static class SqliteStorage
{
    public static string Migrations => typeof(SqliteStorage).Assembly.GetName().Name!;
}
