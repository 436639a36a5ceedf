using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using NodaTime;
using Npgsql;

namespace Bridgewatch.Kernel;

/// <summary>The one context. Modules add their tables to its model and name them by extension properties.</summary>
public sealed class BridgewatchDb(DbContextOptions<BridgewatchDb> options, Modules modules, ContextPool? pool = null) : DbContext(options)
{
    /// <summary>The journal, for questions; entries are written by the commit step alone.</summary>
    public IQueryable<JournalRow> Journal => Set<JournalRow>().AsNoTracking();

    /// <summary>What is written with the rest, but not tracked.</summary>
    internal List<object> Inserts { get; } = [];

    /// <summary>Adds a new row with its parts that this command neither changes nor asks for again: to track it would cost more than
    /// to write it.</summary>
    public void Insert(object row) => Inserts.Add(row);

    /// <summary>For what only Entity Framework can write.</summary>
    internal void TrackInserts()
    {
        AddRange(Inserts);
        Inserts.Clear();
    }

    /// <summary>What has been applied to the database, oldest first; nothing while it is empty.</summary>
    /// <remarks>Entity Framework's own question makes a model of the table that it asks, at each start.</remarks>
    public async Task<IReadOnlyList<string>> AppliedMigrations(CancellationToken ct)
    {
        // Of SQLite it says also that there is no file yet; of PostgreSQL it says nothing.
        if (!await this.GetService<IHistoryRepository>().ExistsAsync(ct)) return [];
        try
        {
            return await Database.SqlQueryRaw<string>($"SELECT \"MigrationId\" AS \"Value\" FROM \"{HistoryRepository.DefaultTableName}\" ORDER BY 1").ToListAsync(ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return [];
        }
    }

    /// <summary>What this program would apply to the database, in order.</summary>
    public async Task<IReadOnlyList<string>> PendingMigrations(CancellationToken ct) => [.. Database.GetMigrations().Except(await AppliedMigrations(ct))];

    /// <summary>Goes back to where it was lent from.</summary>
    public override void Dispose()
    {
        if (pool?.TakeBack(this) != true) base.Dispose();
    }

    public override ValueTask DisposeAsync() => pool?.TakeBack(this) == true ? default : base.DisposeAsync();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration)
    {
        var postgres = Database.IsNpgsql();
        var assemblies = modules.All.Select(m => m.GetType().Assembly).Distinct().ToArray();
        foreach (var type in assemblies.SelectMany(a => a.GetTypes()))
        {
            if (type.ContainsGenericParameters) continue;
            if (StrongId.Is(type))
            {
                var converter = postgres ? typeof(StrongIdAsGuid<>) : typeof(StrongIdAsBytes<>);
                configuration.Properties(type).HaveConversion(converter.MakeGenericType(type));
            }
            else if (type.IsEnum)
            {
                configuration.Properties(type).HaveConversion(typeof(EnumAsWord<>).MakeGenericType(type)).HaveMaxLength(40);
            }
        }
        configuration.Properties<TicketNumber>().HaveConversion<TicketNumberAsLong>();
        if (postgres) return;
        configuration.Properties<Guid>().HaveConversion<GuidAsBytes>();
        configuration.Properties<Instant>().HaveConversion<InstantAsMicros>();
        configuration.Properties<Duration>().HaveConversion<DurationAsMicros>();
        configuration.Properties<LocalDate>().HaveConversion<LocalDateAsText>();
        configuration.Properties<decimal>().HaveConversion<DecimalAsTenThousandths>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var postgres = Database.IsNpgsql();
        foreach (var module in modules.All) module.BuildModel(modelBuilder, postgres);
        foreach (var kind in postgres ? modules.All.SelectMany(m => m.Numbers) : [])
        {
            modelBuilder.HasSequence<long>(KernelTables.NumberSequence(kind)).IncrementsBy(KernelTables.NumberBlock);
        }
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.ClrType.IsSubclassOf(typeof(Aggregate)))
            {
                entity.FindProperty(nameof(Aggregate.Version))!.IsConcurrencyToken = true;
                modelBuilder.Entity(entity.ClrType).Ignore(nameof(Aggregate.About));
            }
            NameInSnakeCase(entity);
        }
    }

    /// <summary>Table names are set by the modules; column names follow from the members.</summary>
    private static void NameInSnakeCase(IMutableTypeBase type)
    {
        foreach (var property in type.GetProperties())
        {
            var prefix = type is IMutableComplexType { ComplexProperty: { } owner } ? Snake(owner.Name) + "_" : "";
            if (property.GetColumnName() == property.Name || prefix.Length > 0) property.SetColumnName(prefix + Snake(property.Name));
        }
        foreach (var complex in type.GetComplexProperties())
        {
            NameInSnakeCase(complex.ComplexType);
        }
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
