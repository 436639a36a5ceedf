using Microsoft.EntityFrameworkCore;

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

    [Fact]
    public void Both_engines_have_the_same_migrations_in_the_same_order()
    {
        using var sqlite = BuiltModules.Db(postgres: false);
        using var postgres = BuiltModules.Db(postgres: true);
        postgres.Database.GetMigrations().Select(Name).ShouldBe(sqlite.Database.GetMigrations().Select(Name));
    }

    // What stands before the first underscore is when it was made, seconds apart for the two.
    private static string Name(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
