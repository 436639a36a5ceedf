using System.Reflection;
using System.Runtime.CompilerServices;
using Bridgewatch.Kernel;

namespace Bridgewatch.ArchitectureTests;

/// <summary>State changes through deeds, never by setting a property from outside.</summary>
public class EntityRules
{
    // Each with a reason; an entry that is no longer needed fails the test.
    private static readonly string[] _excused =
    [
        "SettingRow.Value", // required at birth, and C# wants a required member's setter as visible as its type
    ];

    [Fact]
    public void No_property_of_an_entity_can_be_set_from_outside()
    {
        using var db = BuiltModules.Db(postgres: false);
        var operational = BuiltModules.All().Operational;
        var entities = db.Model.GetEntityTypes().Select(e => e.ClrType).Distinct().Where(e => !operational.Contains(e)).ToList();
        entities.ShouldNotBeEmpty("No entity was seen.");
        var settable = from entity in entities
                       from property in entity.GetProperties()
                       where BuiltModules.Assemblies.Contains(property.DeclaringType!.Assembly) // a library's base class is as it is
                       where property.SetMethod is { IsPublic: true } set && !IsInit(set)
                       select $"{entity.Name}.{property.Name}";
        settable.Order().ShouldBe(_excused);
    }

    [Fact]
    public void Every_aggregate_is_stored()
    {
        using var db = BuiltModules.Db(postgres: false);
        var stored = db.Model.GetEntityTypes().Select(e => e.ClrType).ToHashSet();
        BuiltModules.Types.Where(t => t.IsSubclassOf(typeof(Aggregate)) && !t.IsAbstract && !stored.Contains(t)).Select(t => t.FullName).ShouldBeEmpty();
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
