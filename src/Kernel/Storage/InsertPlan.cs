using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bridgewatch.Kernel;

/// <summary>How new rows of one type are inserted. Entity Framework builds each command anew, which costs several times the insert itself.</summary>
/// <param name="Depth">Types with a smaller one come first: what a row refers to stands before it.</param>
internal sealed record InsertPlan(IEntityType Type, int Depth, string Table, IReadOnlyList<InsertColumn> Columns)
{
    private readonly IReadOnlyList<IClrPropertyGetter> _parts = [.. Type.GetNavigations().Select(n => n.GetGetter())];

    /// <summary>The statement, with a parameter for each column in order.</summary>
    /// <param name="parameter">How the engine names the n-th parameter, counted from 1.</param>
    public string Sql(ISqlGenerationHelper sql, Func<int, string> parameter) =>
        $"INSERT INTO {sql.DelimitIdentifier(Table)} ({string.Join(", ", Columns.Select(c => sql.DelimitIdentifier(c.Name)))}) " +
        $"VALUES ({string.Join(", ", Columns.Select((_, i) => parameter(i + 1)))})";

    /// <summary>The values of a row as the database takes them, in the order of the columns.</summary>
    public object[] Values(object row)
    {
        var values = new object[Columns.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Columns[i].Stored(row);
        return values;
    }

    /// <summary>Where a column's value stands among them.</summary>
    public int Place(string column)
    {
        var place = 0;
        while (Columns[place].Name != column) place++;
        return place;
    }

    /// <summary>The rows that stand in a row's own lists, or beside it.</summary>
    public IEnumerable<object> Parts(object row) => _parts.SelectMany(part => part.GetClrValueUsingContainingEntity(row) switch
    {
        null => [],
        IEnumerable<object> parts => parts,
        var one => [one],
    });
}

/// <summary>A column of a plan, and how a row's value for it is found.</summary>
internal sealed class InsertColumn(string name, IProperty property, RelationalTypeMapping mapping)
{
    private readonly IClrPropertyGetter _getter = property.GetGetter();
    private readonly IReadOnlyList<IClrPropertyGetter> _parts = [.. PartsThatMayLack(property.DeclaringType)];
    private readonly Func<object?, object?>? _convert = mapping.Converter?.ConvertToProvider;

    public string Name => name;

    /// <summary>The value as the database takes it.</summary>
    public object Stored(object row)
    {
        var value = Value(row);
        return (value is null || _convert is null ? value : _convert(value)) ?? DBNull.Value;
    }

    /// <summary>A parameter of the type that the column has.</summary>
    public DbParameter Parameter(DbCommand maker, object row) => mapping.CreateParameter(maker, "", Value(row), true);

    /// <summary>Null for a member of a part that the row has not; the getter alone would give the member's default.</summary>
    private object? Value(object row) =>
        _parts.Any(part => part.GetClrValueUsingContainingEntity(row) is null) ? null : _getter.GetClrValueUsingContainingEntity(row);

    private static IEnumerable<IClrPropertyGetter> PartsThatMayLack(ITypeBase type)
    {
        for (; type is IComplexType { ComplexProperty: var part }; type = part.DeclaringType)
        {
            if (part.IsNullable) yield return part.GetGetter();
        }
    }
}

/// <summary>The plans for all types that can have one.</summary>
internal sealed class InsertPlans
{
    private readonly ConcurrentDictionary<IEntityType, InsertPlan?> _plans = new();

    /// <summary>The new rows with their plans, in an order that their references allow; null when something else than new rows is
    /// to be written, or a row needs more than its own values.</summary>
    public IReadOnlyList<(InsertPlan Plan, object Row)>? For(BridgewatchDb db, IReadOnlyList<EntityEntry> changed)
    {
        var rows = new List<(InsertPlan Plan, object Row)>(changed.Count + db.Inserts.Count);
        if (changed.All(entry => entry.State == EntityState.Added && Of(entry.Metadata) is { } plan && Add(plan, entry.Entity))
            && db.Inserts.TrueForAll(AddWhole))
        {
            return [.. rows.OrderBy(r => r.Plan.Depth)];
        }
        return null;

        bool Add(InsertPlan plan, object row)
        {
            rows.Add((plan, row));
            return true;
        }

        bool AddWhole(object row) =>
            db.Model.FindEntityType(row.GetType()) is { } type && Of(type) is { } plan && Add(plan, row) && plan.Parts(row).All(AddWhole);
    }

    public InsertPlan? Of(IEntityType type) => _plans.GetOrAdd(type, Make);

    private static InsertPlan? Make(IEntityType type)
    {
        if (type.BaseType is not null || type.GetDirectlyDerivedTypes().Any() || type.GetTableMappings().Count() != 1) return null;
        if (type.GetFlattenedComplexProperties().Any(p => p.IsCollection || p.ComplexType.IsMappedToJson())) return null;
        var written = type.GetFlattenedProperties().Where(p => p.GetBeforeSaveBehavior() != PropertySaveBehavior.Ignore).ToList();
        if (!written.TrueForAll(IsKnownHere) || Depth(type, []) is not { } depth) return null;
        var columns = written.SelectMany(p => p.GetTableColumnMappings());
        return new(type, depth, type.GetTableName()!, [.. columns.Select(c => new InsertColumn(c.Column.Name, c.Property, c.TypeMapping))]);
    }

    /// <summary>A value that the object holds; not one that the database makes up.</summary>
    private static bool IsKnownHere(IProperty property) =>
        !property.IsShadowProperty() && property.GetDefaultValueSql() is null && property.GetComputedColumnSql() is null
        && (property.ValueGenerated == ValueGenerated.Never || property.GetTypeMapping().Converter is not null || property.ClrType == typeof(Guid)
            || property.ClrType == typeof(string));

    /// <summary>How many references lie below; null for types that refer to each other or to themselves, whose order depends on the rows.</summary>
    private static int? Depth(IEntityType type, IReadOnlyCollection<IEntityType> above)
    {
        if (above.Contains(type)) return null;
        int? deepest = 0;
        foreach (var principal in type.GetForeignKeys().Select(k => k.PrincipalEntityType).Distinct())
        {
            if (Depth(principal, [.. above, type]) is not { } depth) return null;
            deepest = Math.Max(deepest.Value, depth + 1);
        }
        return deepest;
    }
}
