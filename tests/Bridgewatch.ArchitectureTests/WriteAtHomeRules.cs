using System.Reflection;
using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.ArchitectureTests;

/// <summary>Everybody may read a module's tables; only the module writes them.</summary>
public partial class WriteAtHomeRules
{
    /// <summary>Tables that modules open on the context, by name: what they hold, and for whom they are open.</summary>
    private static readonly IReadOnlyList<MethodInfo> _tables =
    [
        .. BuiltModules.Types.Where(t => t is { IsAbstract: true, IsSealed: true })
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(m => m.Name.StartsWith("get_", StringComparison.Ordinal) && m.GetParameters() is [{ ParameterType: var db }] && db == typeof(BridgewatchDb)
                && m.ReturnType is { IsGenericType: true } && typeof(IQueryable).IsAssignableFrom(m.ReturnType)),
    ];

    [Fact]
    public void What_a_module_opens_for_others_can_only_be_asked()
    {
        _tables.Count.ShouldBeGreaterThan(15, "Hardly any table was seen.");
        _tables.Where(t => t.IsPublic && t.ReturnType.GetGenericTypeDefinition() == typeof(DbSet<>)).Select(Named).ShouldBeEmpty("Give an IQueryable; what adds goes through db.Add at home.");
    }

    [Fact]
    public void No_statement_writes_a_table_of_another_module()
    {
        var homes = Homes();
        var writes = (from module in SourceTree.ModuleLine
                      from file in SourceTree.Files(Path.Combine("src", module), ".cs", ".razor")
                      from statement in File.ReadAllText(file).Split(';')
                      where Writes().IsMatch(statement)
                      from Match table in Table().Matches(statement).Take(1)
                      let name = table.Groups["set"].Success ? table.Groups["set"].Value : table.Groups["property"].Value
                      where homes.ContainsKey(name)
                      select (Module: module, File: SourceTree.Short(file), Name: name)).ToList();
        writes.Count.ShouldBeGreaterThan(15, "Hardly any write was seen.");
        writes.Where(w => homes[w.Name] != w.Module).Select(w => $"{w.File}: {w.Name} belongs to {homes[w.Name]}").ShouldBeEmpty();
    }

    /// <summary>By the name of an entity, and of the property that opens its table, the module whose it is.</summary>
    private static Dictionary<string, string> Homes()
    {
        using var db = BuiltModules.Db(postgres: false);
        var homes = new Dictionary<string, string>();
        foreach (var entity in db.Model.GetEntityTypes().Select(e => e.ClrType).Where(BuiltModules.Types.Contains)) homes[entity.Name] = ModuleOf(entity);
        foreach (var table in _tables) homes[table.Name["get_".Length..]] = ModuleOf(table.ReturnType.GetGenericArguments()[0]);
        return homes;
    }

    private static string ModuleOf(Type type) => type.Assembly.GetName().Name!["Bridgewatch.".Length..];

    private static string Named(MethodInfo table) => $"{table.DeclaringType!.Name}.{table.Name["get_".Length..]}";

    [GeneratedRegex(@"\.(ExecuteUpdateAsync|ExecuteDeleteAsync|ExecuteUpdate|ExecuteDelete)\(|\bdb\.\w+\.(Add|AddRange|Remove|RemoveRange)\(|Set<[\w.]+>\(\)\.(Add|AddRange|Remove|RemoveRange)\(")]
    private static partial Regex Writes();

    // The first table of a statement is the one that is written; further ones are asked.
    [GeneratedRegex(@"\bdb\.Set<(?:\w+\.)*(?<set>\w+)>\(\)|\bdb\.(?<property>[A-Z]\w+)\b")]
    private static partial Regex Table();
}
