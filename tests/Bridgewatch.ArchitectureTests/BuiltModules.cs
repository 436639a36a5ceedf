using System.Reflection;
using Bridgewatch.Kernel;
using Bridgewatch.Storage.Postgres;
using Bridgewatch.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Module = Bridgewatch.Kernel.Module;

namespace Bridgewatch.ArchitectureTests;

/// <summary>The modules as they were built, and the model of tables that they make together.</summary>
internal static class BuiltModules
{
    /// <summary>The assemblies of the module line that lie beside the tests, in its order.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        .. SourceTree.ModuleLine.Select(name => Path.Combine(AppContext.BaseDirectory, $"Bridgewatch.{name}.dll"))
            .Where(File.Exists).Select(Assembly.LoadFrom),
    ];

    public static IReadOnlyList<Type> Types { get; } = [.. Assemblies.SelectMany(a => a.GetTypes())];

    public static Modules All() => new(
    [
        .. Types.Where(t => t.IsSubclassOf(typeof(Module)) && !t.IsAbstract).Select(t => (Module)Activator.CreateInstance(t)!),
    ]);

    /// <summary>The context as either engine sees it, without a database.</summary>
    /// <param name="model">The model to use, or the one that the modules make.</param>
    public static BridgewatchDb Db(bool postgres, IModel? model = null)
    {
        var options = new DbContextOptionsBuilder<BridgewatchDb>();
        if (postgres) options.UseNpgsql("Host=localhost", npgsql => npgsql.UseNodaTime().MigrationsAssembly(PostgresStorage.Migrations));
        else options.UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsAssembly(SqliteStorage.Migrations));
        if (model is not null) options.UseModel(model);
        return new(options.Options, All());
    }
}
