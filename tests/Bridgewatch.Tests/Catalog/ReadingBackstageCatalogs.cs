using System.Diagnostics;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Tests.Harness;
using CsCheck;

namespace Bridgewatch.Tests.Catalog;

public class ReadingBackstageCatalogs
{
    [Fact]
    public void The_showcase_gives_every_entity_of_every_location_it_names()
    {
        var catalog = BackstageCatalog.Read(SharedData.Path("architecture/backstage-showcase"));

        catalog.Findings.ShouldBeEmpty();
        catalog.Entities.Select(e => e.Ref.ToString()).Order(StringComparer.Ordinal).ShouldBe(
        [
            "api:default/nexus-repo-manager3", "api:default/petstore", "component:default/backstage-showcase",
            "component:default/rhdh", "group:default/janus-authors", "group:default/rhdh-team",
            "resource:default/argocd", "resource:default/github", "resource:default/keycloak", "resource:default/obc",
            "resource:default/pgdb", "system:default/janus-idp", "system:default/rhdh",
        ]);
        var showcase = catalog.Entities.Single(e => e.Name == "backstage-showcase");
        showcase.Title.ShouldBe("Backstage Showcase");
        showcase.PartOf.ToString().ShouldBe("system:default/janus-idp");
        showcase.Owner.ToString().ShouldBe("group:default/janus-authors");
        showcase.DependsOn.Count.ShouldBe(5);
        (showcase.File, showcase.Line).ShouldBe(("catalog-entities/components/showcase.yaml", 1));
        catalog.Entities.Single(e => e.Ref.ToString() == "component:default/rhdh").Line.ShouldBe(42);
    }

    [Fact]
    public void The_demo_keeps_what_it_can_use_and_lists_the_rest()
    {
        var catalog = BackstageCatalog.Read(SharedData.Path("architecture/backstage-demo"));

        catalog.Entities.Select(e => e.Name).ShouldBe(["backstage-demo", "demo-graphql", "github-mcp-server"]);
        catalog.Entities[0].DependsOn.ShouldBe([catalog.Entities[1].Ref]);
        catalog.Findings.ShouldNotBeEmpty();
        catalog.Findings.ShouldAllBe(f => f.Fault == ImportFault.KindNotUsed && f.File == "examples/ai-resources.yaml");
    }

    [Fact]
    public void Targets_are_followed_by_name_and_by_pattern_and_urls_are_only_listed()
    {
        using var folder = new TemporaryFolder
        {
            ["catalog-info.yaml"] = """
                apiVersion: backstage.io/v1alpha1
                kind: Location
                metadata: { name: root }
                spec:
                  targets:
                    - ./parts/*.yaml
                    - https://git.example/catalog-info.yaml
                    - ./absent.yaml
                    - ./none/*.yaml
                """,
            ["parts/b.yaml"] = Entity("Component", "b"),
            ["parts/a.yaml"] = Entity("Component", "a") + "\n---\n" + Location("../odd.name"),
            ["odd.name"] = Entity("Component", "odd"),
            ["other/unnamed.yml"] = Entity("Component", "unnamed"),
            ["kubernetes.yaml"] = "apiVersion: v1\nkind: Service\nmetadata: {name: x}",
        };

        var catalog = BackstageCatalog.Read(folder.Path);

        catalog.Entities.Select(e => e.Name).ShouldBe(["a", "b", "odd", "unnamed"]);
        catalog.NotRead.ShouldBe([new("https://git.example/catalog-info.yaml", "catalog-info.yaml", 1)]);
        catalog.Findings.Select(f => (f.Fault, f.Subject)).ShouldBe(
        [
            (ImportFault.UrlNotRead, "https://git.example/catalog-info.yaml"),
            (ImportFault.FileNotFound, "./absent.yaml"), (ImportFault.NothingMatches, "./none/*.yaml"),
        ]);
    }

    [Fact]
    public void A_broken_document_is_named_by_file_and_line_and_takes_no_other_along()
    {
        using var folder = new TemporaryFolder
        {
            ["catalog-info.yaml"] = $"{Entity("System", "one")}\n---\nkind: [unclosed\nname: x\n---\n{Entity("System", "two")}",
        };

        var catalog = BackstageCatalog.Read(folder.Path);

        catalog.Entities.Select(e => (e.Name, e.Line)).ShouldBe([("one", 1), ("two", 10)]);
        var finding = catalog.Findings.ShouldHaveSingleItem();
        (finding.Weight, finding.Fault, finding.File).ShouldBe((FindingWeight.Error, ImportFault.BrokenYaml, "catalog-info.yaml"));
        finding.Line.ShouldBe(7);
    }

    [Theory]
    [InlineData("a: b\nc: 'never closed", 2)]
    [InlineData("a: b\n\n  c: d\n e: f", 3)]
    [InlineData("a: *nothing", 1)]
    [InlineData("a: 1\nb: 2\na: 3", 3)]
    [InlineData("a: b\n\tc: d", 2)]
    public void The_line_of_an_error_is_near_it(string yaml, int line)
    {
        var (_, root, finding) = BackstageDocuments.Read("# first\n---\n" + yaml, "x.yaml").ShouldHaveSingleItem();
        root.ShouldBeNull();
        finding!.Line!.Value.ShouldBeInRange(line + 1, line + 3, finding.Detail);
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../outside.yaml")]
    [InlineData("..\\\\outside.yaml")]
    [InlineData("../*.yaml")]
    [InlineData("./link.yaml")]
    [InlineData("./linked/secret.yaml")]
    public void A_target_that_leaves_the_folder_is_refused(string target)
    {
        using var outside = new TemporaryFolder { ["secret.yaml"] = Entity("Component", "secret") };
        using var folder = new TemporaryFolder { ["catalog-info.yaml"] = Location(target) };
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link.yaml"), Path.Combine(outside.Path, "secret.yaml"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "linked"), outside.Path);

        var catalog = BackstageCatalog.Read(folder.Path);

        catalog.Entities.ShouldBeEmpty();
        catalog.Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.PathLeavesFolder);
    }

    [Fact]
    public void Locations_that_name_each_other_are_read_once()
    {
        using var folder = new TemporaryFolder
        {
            ["catalog-info.yaml"] = Location("./b.yaml"),
            ["b.yaml"] = Location("./catalog-info.yaml") + "\n---\n" + Entity("Component", "b"),
        };
        var catalog = BackstageCatalog.Read(folder.Path);
        catalog.Entities.ShouldHaveSingleItem();
        catalog.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void The_second_of_a_name_is_refused_and_says_where_the_first_stands()
    {
        using var folder = new TemporaryFolder
        {
            ["catalog-info.yaml"] = Entity("Component", "a") + "\n---\n" + Entity("component", "A") + "\n---\n" + Entity("API", "a"),
        };
        var catalog = BackstageCatalog.Read(folder.Path);
        catalog.Entities.Select(e => e.Ref.Kind).ShouldBe(["component", "api"]);
        catalog.Findings.ShouldBe([new(FindingWeight.Error, ImportFault.DuplicateName, "catalog-info.yaml", 7,
            "component:default/a", "catalog-info.yaml:1")]);
    }

    [Fact]
    public void A_component_cannot_be_part_of_itself_even_in_a_wide_circle()
    {
        using var folder = new TemporaryFolder
        {
            ["catalog-info.yaml"] = string.Join("\n---\n", Entity("Component", "a", "subcomponentOf: b"),
                Entity("Component", "b", "subcomponentOf: c"), Entity("Component", "c", "subcomponentOf: a"),
                Entity("Component", "d", "subcomponentOf: a")),
        };
        var catalog = BackstageCatalog.Read(folder.Path);

        catalog.Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.Cycle);
        ComponentPlan.Of(catalog, [], []).Rows.Select(r => r.After!.Slug).ShouldBe(["a", "a/c", "a/d", "a/c/b"]);
    }

    [Fact]
    public void References_that_lead_nowhere_are_dropped_with_a_warning()
    {
        using var folder = new TemporaryFolder
        {
            ["catalog-info.yaml"] = Entity("Component", "a", "system: absent", "dependsOn: ['resource:absent', 'a b', component:a]"),
        };
        var catalog = BackstageCatalog.Read(folder.Path);

        catalog.Entities[0].PartOf.ShouldBeNull();
        catalog.Entities[0].DependsOn.ShouldBeEmpty();
        catalog.Findings.Select(f => (f.Weight, f.Fault, f.Subject)).ShouldBe(
        [
            (FindingWeight.Warning, ImportFault.ReferenceInvalid, "a b"),
            (FindingWeight.Warning, ImportFault.ReferenceNotFound, "system:default/absent"),
            (FindingWeight.Warning, ImportFault.ReferenceNotFound, "resource:default/absent"),
        ]);
    }

    [Theory]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: Component", ImportFault.NameMissing)]
    [InlineData("apiVersion: backstage.io/v1alpha1\nmetadata: {name: a}", ImportFault.NameMissing)]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a/b}", ImportFault.NameInvalid)]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: ada}", ImportFault.KindNotUsed)]
    [InlineData("apiVersion: backstage.io/v1alpha1\nkind: 2\nmetadata: {name: ada}", ImportFault.KindNotUsed)]
    [InlineData("just words", ImportFault.NotAnEntity)]
    [InlineData("- a\n- list", ImportFault.NotAnEntity)]
    public void What_is_no_entity_says_why(string yaml, ImportFault fault)
    {
        using var folder = new TemporaryFolder { ["catalog-info.yaml"] = Location("x.yaml"), ["x.yaml"] = yaml };
        var catalog = BackstageCatalog.Read(folder.Path);
        catalog.Entities.ShouldBeEmpty();
        catalog.Findings.ShouldHaveSingleItem().Fault.ShouldBe(fault);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_finding() =>
        BackstageCatalog.Read("/nowhere/at/all").Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.FolderNotFound);

    [Fact]
    public void Yaml_made_to_take_memory_stack_or_time_does_none_of_it()
    {
        using var folder = new TemporaryFolder
        {
            ["bomb.yaml"] = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 20).Select(i =>
                $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i - 1)}", 9))}]\n")),
            ["deep.yaml"] = new string('[', 200_000),
            ["deep2.yaml"] = string.Concat(Enumerable.Repeat("- ", 20_000)),
            ["large.yaml"] = new string('#', BackstageFolder.LargestFile + 1),
            ["self.yaml"] = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: &m {name: self, annotations: {m: *m}}",
        };
        var clock = Stopwatch.StartNew();
        var catalog = BackstageCatalog.Read(folder.Path);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        catalog.Findings.Where(f => f.File != "self.yaml").Select(f => (f.File, f.Fault)).ShouldBe(
        [
            ("deep.yaml", ImportFault.NestedTooDeeply), ("deep2.yaml", ImportFault.NestedTooDeeply),
            ("large.yaml", ImportFault.FileTooLarge),
        ]);
    }

    [Fact]
    public void Any_text_is_read_without_an_exception() =>
        Gen.Int[0, s_yaml.Length - 1].Select(i => s_yaml[i]).Array[0, 25].Select(parts => string.Concat(parts))
            .Sample(text =>
            {
                foreach (var (line, root, finding) in BackstageDocuments.Read(text, "x.yaml"))
                {
                    (root is null).ShouldNotBe(finding is null);
                    line.ShouldBeInRange(1, text.Count(c => c == '\n') + 1);
                    _ = (root.Text("kind"), root.Texts("spec"), root.Child("metadata").Text("name"));
                }
            }, iter: 1_500);

    private static readonly string[] s_yaml =
    [
        "kind: ", "metadata:\n", "  ", "name: ", "a", "\n", "\n", "---\n", "- ", "[", "]", "{", "}", ":", "&x ", "*x", "!!int ", "? ",
        "|", ">", "\"", "'", "#", "%YAML 1.2\n", "...", "\t", "\0", "\ud800", "é", ",", "<<: *x", "2026-01-01", "@", "`",
    ];

    private static string Entity(string kind, string name, params string[] spec) =>
        $"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec:\n"
        + (spec is [] ? "" : string.Concat(spec.Select(s => $"  {s}\n"))).TrimEnd();

    private static string Location(string target) =>
        $"apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {{ name: l }}\nspec:\n  target: \"{target}\"";
}
