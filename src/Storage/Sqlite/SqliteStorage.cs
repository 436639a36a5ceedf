using Bridgewatch.Storage.Sqlite.CompiledModel;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bridgewatch.Storage.Sqlite;

/// <summary>What the program brings for SQLite.</summary>
public static class SqliteStorage
{
    /// <summary>The assembly with the migrations.</summary>
    public static string Migrations => typeof(SqliteStorage).Assembly.GetName().Name!;

    /// <summary>The model of the tables, made when the program was built. <c>src/Storage/renew.sh</c> makes it anew.</summary>
    public static IModel Model => BridgewatchDbModel.Instance;
}
