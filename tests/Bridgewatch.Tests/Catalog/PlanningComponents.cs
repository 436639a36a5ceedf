using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Tests.Harness;
using CsCheck;

namespace Bridgewatch.Tests.Catalog;

public class PlanningComponents
{
    [Fact]
    public void The_showcase_becomes_two_services_with_their_parts_and_teams()
    {
        var plan = ComponentPlan.Of(
            BackstageCatalog.Read(SharedData.Path("architecture/backstage-showcase")), [], ["rhdh TEAM"]);

        plan.Rows.ShouldAllBe(r => r.Kind == ComponentChangeKind.Created);
        plan.Rows.Select(r => r.After!.Slug).ShouldBe(
        [
            "janus-idp", "rhdh", "janus-idp/argocd", "janus-idp/backstage-showcase", "janus-idp/github",
            "janus-idp/keycloak", "janus-idp/nexus-repo-manager3", "janus-idp/obc", "janus-idp/petstore",
            "janus-idp/pgdb", "rhdh/rhdh",
        ]);
        plan.Rows.Where(r => r.After!.Kind == ComponentKind.Service).Select(r => r.After!.Name).ShouldBe(["Janus-IDP", "Red Hat Developer Hub"]);
        plan.NewTeams.ShouldBe(["Janus-IDP Authors"]);
        plan.Rows.Single(r => r.After!.Slug == "janus-idp/backstage-showcase").After!.DependsOn
            .ShouldBe(["janus-idp/argocd", "janus-idp/github", "janus-idp/keycloak", "janus-idp/obc", "janus-idp/pgdb"]);
    }

    [Fact]
    public void The_demos_owners_are_teams_it_does_not_describe()
    {
        var plan = ComponentPlan.Of(BackstageCatalog.Read(SharedData.Path("architecture/backstage-demo")), [], []);
        plan.NewTeams.ShouldBe(["maintainers"]);
        plan.Rows.Select(r => r.After!.Slug).ShouldBe(["backstage-demo", "demo-graphql", "github-mcp-server"]);
    }

    [Fact]
    public void A_domain_stands_above_its_services_and_is_none()
    {
        var plan = Plan([Entity(BackstageKind.Domain, "Money"), Entity(BackstageKind.System, "pay", "domain:default/money"),
            Entity(BackstageKind.Component, "api_v2..x", "system:default/pay")]);
        plan.Rows.Select(r => (r.After!.Slug, r.After.Kind)).ShouldBe(
            [("money", ComponentKind.Domain), ("money/pay", ComponentKind.Service), ("money/pay/api-v2-x", ComponentKind.Component)]);
    }

    [Fact]
    public void Siblings_of_one_name_are_told_apart_and_the_component_keeps_the_plain_one()
    {
        var plan = Plan([Entity(BackstageKind.Resource, "db"), Entity(BackstageKind.Api, "db"), Entity(BackstageKind.Component, "db"),
            Entity(BackstageKind.Component, "DB_") with { Ref = new("component", "eu", "db") }, Entity(BackstageKind.Component, "d.b")]);
        plan.Rows.Select(r => (r.After!.Slug, r.After.Source)).ShouldBe(
        [
            ("d-b", "component:default/d.b"), ("db", "component:default/db"), ("db-api", "api:default/db"),
            ("db-component", "component:eu/db"), ("db-resource", "resource:default/db"),
        ]);
    }

    [Fact]
    public void An_interface_belongs_to_the_one_that_provides_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("catalog-info.yaml", """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: pay}
            spec: {providesApis: [pay-api]}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: API
            metadata: {name: pay-api}
            spec: {owner: "user:jane"}
            """);
        var plan = ComponentPlan.Of(BackstageCatalog.Read(folder.Path), [], []);
        plan.Rows.Select(r => r.After!.Slug).ShouldBe(["pay", "pay/pay-api"]);
        plan.NewTeams.ShouldBeEmpty();
        plan.Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.OwnerIsPerson);
    }

    [Fact]
    public void A_second_import_moves_changes_and_misses_what_really_did()
    {
        BackstageEntity[] first = [Entity(BackstageKind.System, "pay"), Entity(BackstageKind.System, "id"),
            Entity(BackstageKind.Component, "ledger", "system:default/pay"), Entity(BackstageKind.Component, "gone")];
        var existing = Apply(Plan(first));
        BackstageEntity[] second = [first[0] with { Title = "Payments" }, first[1],
            first[2] with { PartOf = first[1].Ref, Owner = new("group", "default", "core") }, Entity(BackstageKind.Component, "new")];

        var plan = Plan(second, [.. existing, new("by-hand", "By hand", ComponentKind.Component, null, null, null, [], null)]);

        plan.Rows.Select(r => (r.Kind, r.After?.Slug ?? r.Before!.Slug, string.Join(',', r.Fields))).ShouldBe(
        [
            (ComponentChangeKind.Unchanged, "id", ""), (ComponentChangeKind.Created, "new", ""),
            (ComponentChangeKind.Changed, "pay", "name"), (ComponentChangeKind.Moved, "id/ledger", "slug,ownerTeam"),
            (ComponentChangeKind.Gone, "gone", ""),
        ]);
        plan.Rows.Single(r => r.Kind == ComponentChangeKind.Moved).Before!.Slug.ShouldBe("pay/ledger");
    }

    [Fact]
    public void A_component_made_by_hand_is_adopted_by_its_slug()
    {
        var plan = Plan([Entity(BackstageKind.System, "pay")], [new("pay", "pay", ComponentKind.Service, null, null, null, [], null)]);
        var row = plan.Rows.ShouldHaveSingleItem();
        (row.Kind, string.Join(',', row.Fields)).ShouldBe((ComponentChangeKind.Changed, "source"));
    }

    [Fact]
    public void What_the_catalog_does_not_say_stays() =>
        Plan([Entity(BackstageKind.System, "pay")],
            [new("pay", "pay", ComponentKind.Service, "production", "By hand", "Core", [], "system:default/pay")])
            .Rows.ShouldHaveSingleItem().Kind.ShouldBe(ComponentChangeKind.Unchanged);

    [Fact]
    public void What_does_not_fit_is_cut_or_left_out_and_said()
    {
        var chain = Enumerable.Range(0, 15).Select(i => Entity(BackstageKind.Component, $"c{i}") with
        {
            PartOf = i == 0 ? null : new EntityRef("component", "default", $"c{i - 1}"),
            Title = i == 0 ? new string('x', 300) : null,
            Description = i == 0 ? "one\ntwo\0\ud800" : null,
        }).ToList();
        var plan = Plan(chain);
        plan.Rows.Count.ShouldBe(ComponentSlug.Deepest);
        plan.Rows[0].After!.Name.Length.ShouldBe(Component.LongestName);
        plan.Rows[0].After!.Description.ShouldBe("one\ntwo \uFFFD");
        plan.Findings.Select(f => (f.Fault, f.Weight)).ShouldBe(
            [(ImportFault.TooDeep, FindingWeight.Error), (ImportFault.ValueTooLong, FindingWeight.Warning)]);
    }

    [Fact]
    public void Importing_the_same_catalog_twice_changes_nothing_and_slugs_are_unique() =>
        Gen.Select(Gen.Enum<BackstageKind>(), Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("c.d"), Gen.Const("c-d")),
                Gen.OneOf(Gen.Const("default"), Gen.Const("eu")), Gen.Int[-1, 10], Gen.Int[-1, 10])
            .Array[0, 12].Sample(rows =>
            {
                var entities = rows.Select(r => Entity(r.Item1, r.Item2) with { Ref = new(r.Item1.ToString().ToLowerInvariant(), r.Item3, r.Item2) })
                    .DistinctBy(e => e.Ref).ToArray();
                for (var i = 0; i < entities.Length; i++)
                {
                    var (whole, needed) = (rows[i].Item4, rows[i].Item5);
                    if (whole >= 0 && whole < entities.Length) entities[i] = entities[i] with { PartOf = entities[whole].Ref };
                    if (needed >= 0 && needed < entities.Length) entities[i] = entities[i] with { DependsOn = [entities[needed].Ref] };
                }
                var linked = BackstageLinks.Mend(entities, []);

                var plan = Plan(linked);
                plan.Rows.Count.ShouldBe(linked.Count(e => e.Kind is not BackstageKind.Group));
                plan.Rows.Select(r => r.After!.Slug).ShouldBeUnique();
                foreach (var (row, i) in plan.Rows.Select((r, i) => (r, i)))
                    if (row.After!.Parent is { } parent) plan.Rows.Take(i).ShouldContain(r => r.After!.Slug == parent);

                Plan(linked, Apply(plan)).Rows.ShouldAllBe(r => r.Kind == ComponentChangeKind.Unchanged);
            });

    private static ComponentPlan Plan(IReadOnlyList<BackstageEntity> entities, IReadOnlyCollection<ExistingComponent>? existing = null) =>
        ComponentPlan.Of(new(entities, [], []), existing ?? [], []);

    private static ExistingComponent[] Apply(ComponentPlan plan) =>
        [.. plan.Rows.Select(r => r.After!).Select(a => new ExistingComponent(
            a.Slug, a.Name, a.Kind, a.Lifecycle, a.Description, a.OwnerTeam, a.DependsOn, a.Source))];

    private static BackstageEntity Entity(BackstageKind kind, string name, string? partOf = null) =>
        new(new(kind.ToString().ToLowerInvariant(), "default", name.ToLowerInvariant()), kind, name, null, null, null, null, null,
            EntityRef.TryParse(partOf, "system", "default", out var whole) ? whole : null, [], [], "x.yaml", 1);
}
