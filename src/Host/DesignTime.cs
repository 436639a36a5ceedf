using Bridgewatch.Kernel;
using Bridgewatch.Storage.Postgres;
using Bridgewatch.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Bridgewatch.Host;

/// <summary>Gives the migration tool a context: `dotnet ef … -- sqlite` or `-- postgres`.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<BridgewatchDb>
{
    public BridgewatchDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<BridgewatchDb>();
        if (args is ["postgres"])
        {
            options.UseNpgsql("Host=localhost", npgsql => npgsql.UseNodaTime().MigrationsAssembly(PostgresStorage.Migrations));
        }
        else
        {
            options.UseSqlite("Data Source=design.db", sqlite => sqlite.MigrationsAssembly(SqliteStorage.Migrations));
        }
        return new(options.Options, ModuleList.Make());
    }
}
