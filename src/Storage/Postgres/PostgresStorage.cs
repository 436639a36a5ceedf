namespace Bridgewatch.Storage.Postgres;

/// <summary>Names the assembly with the migrations for PostgreSQL.</summary>
public static class PostgresStorage
{
    public static string Migrations => typeof(PostgresStorage).Assembly.GetName().Name!;
}
