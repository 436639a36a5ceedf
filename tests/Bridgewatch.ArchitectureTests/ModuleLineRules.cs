using System.Xml.Linq;

namespace Bridgewatch.ArchitectureTests;

/// <summary>Who may know whom.</summary>
public class ModuleLineRules
{
    [Fact]
    public void A_module_knows_only_modules_that_stand_before_it_in_the_line()
    {
        var references = SourceTree.Files("src", ".csproj").SelectMany(References).ToList();
        references.Count.ShouldBeGreaterThan(10, "Hardly any reference was seen.");
        references.Where(r => !Allowed(r.From, r.To)).Select(r => $"{r.From} → {r.To}").ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_is_a_module_a_storage_or_the_host() =>
        SourceTree.Files("src", ".csproj").Select(Name)
            .Where(name => !SourceTree.ModuleLine.Contains(name) && !StandsAbove(name)).ShouldBeEmpty();

    private static bool Allowed(string from, string to) =>
        StandsAbove(from) ? from == "Host" || !StandsAbove(to) : Place(to) >= 0 && Place(to) < Place(from);

    private static bool StandsAbove(string name) => name == "Host" || name.StartsWith("Storage.", StringComparison.Ordinal);

    private static int Place(string name) => Array.IndexOf(SourceTree.ModuleLine, name);

    private static IEnumerable<(string From, string To)> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Select(r => (Name(project), Name(r.Attribute("Include")!.Value)));

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project).Replace("Bridgewatch.", "", StringComparison.Ordinal);
}
