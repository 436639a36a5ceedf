using Bridgewatch.Storage.Postgres.CompiledModel;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bridgewatch.Storage.Postgres;

/// <summary>What the program brings for PostgreSQL.</summary>
public static class PostgresStorage
{
    /// <summary>The assembly with the migrations.</summary>
    public static string Migrations => typeof(PostgresStorage).Assembly.GetName().Name!;

    /// <summary>The model of the tables, made when the program was built. <c>src/Storage/renew.sh</c> makes it anew.</summary>
    public static IModel Model => BridgewatchDbModel.Instance;
}
