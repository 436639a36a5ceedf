using Bridgewatch.Storage.Postgres;
using Bridgewatch.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bridgewatch.ArchitectureTests;

/// <summary>The two migration sets.</summary>
public class MigrationRules
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_migrations_make_the_whole_model(bool postgres)
    {
        using var db = BuiltModules.Db(postgres);
        db.Database.GetMigrations().ShouldNotBeEmpty();
        db.Database.HasPendingModelChanges().ShouldBeFalse("A migration is missing: dotnet ef migrations add NAME, for both engines.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_program_starts_with_the_model_as_the_modules_make_it(bool postgres)
    {
        using var made = BuiltModules.Db(postgres);
        using var started = BuiltModules.Db(postgres, postgres ? PostgresStorage.Model : SqliteStorage.Model);
        var (then, now) = (Lines(started.Model), Lines(made.Model));
        now.Except(then).Concat(then.Except(now)).ShouldBeEmpty("The program starts with an old model: src/Storage/renew.sh.");
    }

    [Fact]
    public void Both_engines_have_the_same_migrations_in_the_same_order()
    {
        using var sqlite = BuiltModules.Db(postgres: false);
        using var postgres = BuiltModules.Db(postgres: true);
        postgres.Database.GetMigrations().Select(Name).ShouldBe(sqlite.Database.GetMigrations().Select(Name));
    }

    // The order of the lines, what stands there empty, and where parts of a row repeat its table depend on how a model was made.
    private static List<KeyValuePair<string, int>> Lines(IModel model) =>
    [
        .. model.ToDebugString(MetadataDebugStringOptions.LongDefault | MetadataDebugStringOptions.IncludeAnnotations)
            .Split('\n', StringSplitOptions.TrimEntries)
            .Where(l => !l.EndsWith(':') && !l.StartsWith(RelationalAnnotationNames.TableName, StringComparison.Ordinal))
            .Concat(model.GetEntityTypes().Select(e => $"{e.Name}: {e.GetTableName()}"))
            .CountBy(l => l),
    ];

    // What stands before the first underscore is when it was made, seconds apart for the two.
    private static string Name(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
