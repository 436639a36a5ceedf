using System.Text;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using NodaTime;
using ComponentKind = Bridgewatch.Catalog.Components.ComponentKind;

namespace Bridgewatch.Tests.Catalog;

public class ImportingFiles
{
    private const string Customers = """
        Name;Tier;Annual revenue;Currency;Region;Domains;Parent
        Acme;gold;1.200.000,50;EUR;EU;acme.example, acme.test;Acme Group
        Acme Group;platinum;;;;group.example;
        "Widget ""W"" Works";;;;US;;
        """;

    [Theory, BothEngines]
    public async Task A_preview_changes_nothing_and_tells_what_the_import_then_does(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var before = await app.Look(db => Task.FromResult(db.Journal.Max(r => r.Seq)));
        var preview = await Preview(app, ImportKind.Organizations, Customers);
        (preview.Created, preview.Changed, preview.Unchanged, preview.Refused, preview.CanBeApplied).ShouldBe((3, 0, 0, 0, true));
        preview.Rows.Select(r => (r.Name, r.Line)).ShouldBe([("Acme", 2), ("Acme Group", 3), ("Widget \"W\" Works", 4)]);
        (await Names(app)).ShouldBeEmpty();
        (await app.JournalTypes()).ShouldBeEmpty();

        var done = await Apply(app, ImportKind.Organizations, Customers);
        done.Id.ShouldNotBeNull();
        done.Rows.ShouldBe(preview.Rows);
        (await Names(app)).ShouldBe(["Acme", "Acme Group", "Widget \"W\" Works"]);
        var acme = (await Organizations(app))[0];
        acme.Revenue.ShouldBe(new Money(1_200_000.50m, "EUR", new(2026, 3, 27)));
        (acme.Tier, acme.Region, acme.Parent, acme.Origin).ShouldBe((CustomerTier.Gold, "EU", (await Organizations(app))[1].Id, Origin.Imported));
        acme.Domains.ShouldBe(["acme.example", "acme.test"]);
        (await app.JournalTypes()).Last().ShouldBe("catalog.imported.v1");
        (await app.Look(db => Task.FromResult(db.Journal.Where(r => r.Seq > before && r.Type.StartsWith("catalog.")).Select(r => r.Origin).Distinct().ToList()))).ShouldBe([Origin.Imported]);
    }

    [Theory, BothEngines]
    public async Task Applying_twice_changes_nothing_the_second_time(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Apply(app, ImportKind.Organizations, Customers);
        await app.Send(new AddService("Sync"));
        const string people = "email,name,organization,phone\nkim@acme.example;KIM2@acme.example,Kim,Acme Group,+45 1\nada@group.example,,,\n";
        const string uses = "organization,service,region,version,from\nAcme,Sync,EU,3.2,2026-01-01\n";
        foreach (var (kind, text, rows) in new[] { (ImportKind.Contacts, people, 2), (ImportKind.Subscriptions, uses, 1) })
        {
            (await Apply(app, kind, text)).Created.ShouldBe(rows);
        }
        var before = (await app.JournalTypes()).Count;
        app.MoveClock(Duration.FromDays(3));
        foreach (var (kind, text, rows) in new[] { (ImportKind.Organizations, Customers, 3), (ImportKind.Contacts, people, 2), (ImportKind.Subscriptions, uses, 1) })
        {
            var again = await Apply(app, kind, text);
            (again.Created, again.Changed, again.Unchanged).ShouldBe((0, 0, rows), kind.ToString());
        }
        (await app.JournalTypes()).Skip(before).ShouldBe(["catalog.imported.v1", "catalog.imported.v1", "catalog.imported.v1"]);
        var kim = (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new("kim"), null, 10, false, ct))).Items.ShouldHaveSingleItem();
        kim.Addresses.ShouldBe(["kim@acme.example", "kim2@acme.example"]);
        kim.Organizations.Select(o => (o.Name, o.By)).ShouldBe([("Acme Group", JoinedBy.Hand), ("Acme", JoinedBy.Domain)]);
    }

    [Theory, BothEngines]
    public async Task One_bad_line_and_nothing_is_imported(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.HasOrganization("Holder", "taken.example");
        const string table = "name,tier,domains,owner\nGood,gold,good.example,\nBad,gilded,,\nTaken,,taken.example,\nGmail,,gmail.com,\nOwned,,,nobody@ours.example\n";
        var preview = await Preview(app, ImportKind.Organizations, table);
        preview.CanBeApplied.ShouldBeFalse();
        preview.Findings.Select(f => (f.Weight, f.Fault, f.Line, f.Subject)).ShouldBe(
        [
            (FindingWeight.Error, ImportFault.WordUnknown, 3, "gilded"), (FindingWeight.Error, ImportFault.DuplicateRow, 4, "taken.example"),
            (FindingWeight.Error, ImportFault.NotFound, 6, "nobody@ours.example"), (FindingWeight.Warning, ImportFault.DomainIsPublic, 5, "gmail.com"),
        ], ignoreOrder: true);
        var refusal = await Should.ThrowAsync<Refusal>(() => Apply(app, ImportKind.Organizations, table));
        refusal.Name.ShouldBe("import-has-errors");
        refusal.Facts.Keys.ShouldBe(["findings"]);
        (await Names(app)).ShouldBe(["Holder"]);
    }

    [Theory, BothEngines]
    public async Task What_is_hostile_is_taken_as_text_or_refused_by_line(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var names = new[] { "=HYPERLINK(\"http://x\")", "Robert'); DROP TABLE organization;--", "<script>alert(1)</script>", "ＡＣＭＥ", "💥 ltd" };
        var table = "name\n" + string.Concat(names.Select(n => CsvText.Line(CsvText.Cell(n))));
        (await Apply(app, ImportKind.Organizations, table)).Created.ShouldBe(names.Length);
        (await Names(app)).Order(StringComparer.Ordinal).ShouldBe(names.Order(StringComparer.Ordinal));

        var bell = await Preview(app, ImportKind.Organizations, "name\nRing\u0007Ring\n" + new string('x', 201) + "\n");
        bell.Findings.Select(f => (f.Weight, f.Line)).ShouldBe([(FindingWeight.Error, 2), (FindingWeight.Error, 3)]);
        foreach (var nonsense in new[] { "", "\0\0\0", "tier\ngold\n", "name\n\"unclosed" })
        {
            await Should.ThrowAsync<Exception>(() => Apply(app, ImportKind.Organizations, nonsense));
        }
        (await Names(app)).Length.ShouldBe(names.Length);
    }

    [Theory, BothEngines]
    public async Task A_circle_through_what_is_there_already_is_found(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Apply(app, ImportKind.Organizations, "name,parent\nA,\nB,A\n");
        var preview = await Preview(app, ImportKind.Organizations, "name,parent\nA,B\n");
        preview.Findings.ShouldContain(f => f.Fault == ImportFault.Cycle && f.Line == 2);
        await Should.ThrowAsync<Refusal>(() => Apply(app, ImportKind.Organizations, "name,parent\nA,B\n"));
    }

    [Theory, BothEngines]
    public async Task Addresses_of_two_contacts_in_one_row_are_refused(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new EnsureContact("a@acme.example"));
        await app.Send(new EnsureContact("b@acme.example"));
        var preview = await Preview(app, ImportKind.Contacts, "email\na@acme.example;b@acme.example\n");
        preview.Findings.ShouldHaveSingleItem().Line.ShouldBe(2);
        preview.Refused.ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_subscription_keeps_what_a_row_does_not_say(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme");
        await app.Send(new AddService("Sync"));
        await app.Send(new AddSubscription(acme, "sync", "EU", "3.2", new(2026, 1, 1)));
        var done = await Apply(app, ImportKind.Subscriptions, "organization,service,region,until\nACME,sync,eu,2026-12-31\n");
        done.Changed.ShouldBe(1);
        var found = (await app.Ask((SubscriptionQueries all, CancellationToken ct) => all.List(new(acme), null, 10, false, ct))).Items.ShouldHaveSingleItem();
        (found.Version, found.From, found.Until).ShouldBe(("3.2", new(2026, 1, 1), new LocalDate(2026, 12, 31)));
    }

    [Theory, BothEngines]
    public async Task An_architecture_becomes_a_tree_with_its_teams_and_can_change_its_shape(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var done = await Apply(app, ImportKind.Components, Architecture("payments", "settlement"));
        (done.Created, done.CanBeApplied).ShouldBe((3, true));
        done.NotRead.ShouldHaveSingleItem().Url.ShouldBe("https://elsewhere.example/catalog-info.yaml");
        var worker = await app.Component("payments/settlement");
        (worker.Kind, worker.OwningTeam, worker.Lifecycle, worker.Source, worker.Origin).ShouldBe(
            (ComponentKind.Component, "money", "production", "component:default/settlement", Origin.Imported));
        worker.DependsOn.ShouldBe(["payments/ledger"]);
        (await app.Component("payments")).Kind.ShouldBe(ComponentKind.Service);
        (await app.Ask((TeamQueries all, CancellationToken ct) => all.List(null, false, null, 10, false, ct))).Items.Select(t => t.Name).ShouldBe(["money", "Support"]);

        var again = await Apply(app, ImportKind.Components, Architecture("payments", "settlement"));
        (again.Created, again.Changed, again.Unchanged).ShouldBe((0, 0, 3));

        // By hand below an imported one, and another name; both survive the next import.
        var ledger = await app.Component("payments/ledger");
        await app.Send(new AddComponent("Shard", Parent: "payments/ledger"));
        await app.Send(new ChangeComponent(ledger.Id, Aliases: new(["ledger-db"])));
        // The two exchange their names, which is a move for each through the other's place.
        var swapped = Architecture("payments", "settlement").Replace("name: settlement", "name: TEMP").Replace("name: ledger", "name: settlement").Replace("name: TEMP", "name: ledger")
            .Replace("[resource:ledger]", "[resource:settlement]");
        var changed = await Apply(app, ImportKind.Components, swapped);
        changed.CanBeApplied.ShouldBeTrue();
        (await app.Component("ledger-db")).Id.ShouldBe(ledger.Id);
        (await app.Component("payments/ledger/shard")).ShouldNotBeNull();
    }

    [Theory, BothEngines]
    public async Task A_renamed_system_takes_everything_below_along(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Apply(app, ImportKind.Components, Architecture("payments", "settlement"));
        await app.Send(new AddComponent("Shard", Parent: "payments/ledger"));
        var ledger = (await app.Component("payments/ledger")).Id;
        var domain = Architecture("payments", "settlement").Replace("kind: System\nmetadata: {name: payments}\nspec: {owner: money}",
            "kind: System\nmetadata: {name: payments}\nspec: {owner: money, domain: finance}\n---\napiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {name: finance}\nspec: {owner: money}");
        var done = await Apply(app, ImportKind.Components, domain);
        (done.Created, done.Changed).ShouldBe((1, 3));
        (await app.Component("finance/payments/ledger")).Id.ShouldBe(ledger);
        (await app.Component("finance/payments/ledger/shard")).Parent.ShouldBe("finance/payments/ledger");
    }

    [Theory, BothEngines]
    public async Task A_mapping_decides_which_column_is_read_for_what(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.HasOrganization("Acme");
        const string table = "Anrede,Kundin,Kontakt,Firma,phone\nFrau,Kim Berg,kim@acme.example,Acme,+45 1\n";
        var plain = await Preview(app, ImportKind.Contacts, table);
        (plain.CanBeApplied, plain.Columns.Single(c => c.Name == "email")).ShouldBe((false, new ColumnUse("email", true, null)));
        plain.FileColumns.Select(c => (c.Header, c.Sample)).ShouldContain(("Kontakt", "kim@acme.example"));

        var mapped = await app.Send(new ApplyImport(ImportKind.Contacts, new("contacts.csv", Encoding.UTF8.GetBytes(table))
        {
            Mapping = new Dictionary<string, string?> { ["email"] = "kontakt", ["name"] = "Kundin", ["organization"] = "Firma", ["phone"] = null },
        }));
        mapped.Columns.Where(c => c.Header is not null).Select(c => (c.Name, c.Header)).ShouldBe([("email", "Kontakt"), ("name", "Kundin"), ("organization", "Firma")]);
        var kim = (await app.Ask((ContactQueries all, CancellationToken ct) => all.List(new("kim"), null, 10, false, ct))).Items.ShouldHaveSingleItem();
        (kim.Name, kim.Phone, kim.Organizations.ShouldHaveSingleItem().Name).ShouldBe(("Kim Berg", null, "Acme"));

        foreach (var (column, header, fault) in new[] { ("mail", "Kontakt", ImportFault.ColumnUnknown), ("email", "Nowhere", ImportFault.HeaderMissing) })
        {
            var file = new ImportedFile("contacts.csv", Encoding.UTF8.GetBytes(table)) { Mapping = new Dictionary<string, string?> { [column] = header } };
            (await app.Ask((ImportQueries all, CancellationToken ct) => all.Preview(ImportKind.Contacts, file, ct))).Findings.ShouldContain(f => f.Fault == fault);
        }
    }

    [Theory, BothEngines]
    public async Task Colleagues_are_invited_with_their_roles_and_nobody_loses_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Id;
        const string table = "E-mail,Name,Tier,Roles,Time zone\nmo@ours.example,Mo Lund,l2,Support engineer L2,Europe/Berlin\nmo@theirs.example,,,,\n";
        (await Preview(app, ImportKind.People, table)).Created.ShouldBe(2);
        (await People(app)).Length.ShouldBe(1);
        var done = await Apply(app, ImportKind.People, table);
        (done.Created, done.Unchanged).ShouldBe((2, 0));
        (await People(app)).Select(p => (p.Email, p.Name, p.Handle, p.Tier, p.Zone, p.State)).Skip(1).ShouldBe(
        [
            ("mo@ours.example", "Mo Lund", "mo", SupportTier.L2, "Europe/Berlin", PersonState.Invited), ("mo@theirs.example", "Mo", "mo2", null, "UTC", PersonState.Invited),
        ]);

        var again = await Apply(app, ImportKind.People, "email,roles\nMO@ours.example,support-engineer-l2;engineer\nadmin@example.test,\n");
        (again.Created, again.Changed, again.Unchanged).ShouldBe((0, 1, 1));
        var mo = (await People(app))[1].Id;
        (await app.Look(db => Task.FromResult((from g in db.RoleGrants join r in db.Roles on g.Role equals r.Id where g.Person == mo orderby r.Code select r.Code).ToArray())))
            .ShouldBe(["engineer", "support-engineer-l2"]);

        var refused = await Preview(app, ImportKind.People, "email,handle,roles,zone\nx@ours.example,mo,auditor,\nnobody,,,\ny@ours.example,,,Mars/Base\ny@ours.example,,,\n");
        refused.Findings.Select(f => (f.Fault, f.Line)).ShouldBe(
            [(ImportFault.WordUnknown, 2), (ImportFault.EmailInvalid, 3), (ImportFault.DuplicateRow, 5), (ImportFault.ValueInvalid, 4)], ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task Who_may_not_manage_people_does_not_invite_them_by_a_table(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        foreach (var path in new[] { "imports/people", "imports/people/preview" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Headers = { Authorization = new("Bearer", await app.Ada.Token) } };
            request.Content = new MultipartFormDataContent { { new ByteArrayContent("email\nx@ours.example\n"u8.ToArray()), "file", "people.csv" } };
            using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        }
        (await People(app)).ShouldNotContain(p => p.Email == "x@ours.example");
    }

    private static Task<Person[]> People(RunningApp app) => app.Look(db => Task.FromResult(db.People.OrderBy(p => p.EmailKey).ToArray()));

    [Theory, BothEngines]
    public async Task The_two_backstage_folders_come_in_and_what_lies_elsewhere_is_listed(Engine engine)
    {
        var root = SharedData.Path("architecture");
        await using var app = await RunningApp.On(engine);
        foreach (var name in new[] { "backstage-demo", "backstage-showcase" })
        {
            var file = ArchitectureArchive.Pack(Path.Combine(root, name));
            var preview = await app.Ask((ImportQueries all, CancellationToken ct) => all.Preview(ImportKind.Components, file, ct));
            preview.CanBeApplied.ShouldBeTrue(name);
            preview.Created.ShouldBeGreaterThan(0, name);
            var done = await app.Send(new ApplyImport(ImportKind.Components, file));
            done.Created.ShouldBe(preview.Created);
            var again = await app.Send(new ApplyImport(ImportKind.Components, file));
            (again.Created, again.Changed).ShouldBe((0, 0), name);
        }
    }

    [Theory, BothEngines]
    public async Task Archives_that_lead_out_of_their_folder_or_are_none_are_refused(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, true))
        {
            await using var entry = zip.CreateEntry("../../evil.yaml").Open();
            await entry.WriteAsync("kind: x"u8.ToArray());
        }
        (await app.Ask((ImportQueries all, CancellationToken ct) => all.Preview(ImportKind.Components, new("a.zip", packed.ToArray()), ct)))
            .Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.PathLeavesFolder);
        (await Preview(app, ImportKind.Components, "PK nonsense")).Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.FileUnreadable);
        (await Preview(app, ImportKind.Components, "just: yaml")).CanBeApplied.ShouldBeFalse();
    }

    [Theory, BothEngines]
    public async Task The_command_line_shows_first_and_imports_when_told_to(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var file = Path.Combine(app.Store.Data, "customers.csv");
        await System.IO.File.WriteAllTextAsync(file, "name,tier\nAcme,gold\n");
        var shown = await Import("organizations", file);
        (shown.Exit, shown.Output.Contains("\"created\":1", StringComparison.Ordinal)).ShouldBe((0, true), shown.Errors);
        (await Names(app)).ShouldBeEmpty();
        (await Import("organizations", file, "--apply")).Exit.ShouldBe(0);
        (await Names(app)).ShouldBe(["Acme"]);
        await System.IO.File.WriteAllTextAsync(file, "name,tier\nBeta,gilded\n");
        var refused = await Import("organizations", file, "--apply");
        (refused.Exit, refused.Output.Contains("word-unknown", StringComparison.Ordinal)).ShouldBe((1, true), refused.Errors);
        (await Import("organizations", file + ".missing")).Exit.ShouldBe(2);
        (await Names(app)).ShouldBe(["Acme"]);
        await System.IO.File.WriteAllTextAsync(file, "Firma;level\nGamma;gold\n");
        (await Import("organizations", file, "--map", "name=Firma", "tier=", "--apply")).Exit.ShouldBe(0);
        (await Names(app)).ShouldBe(["Acme", "Gamma"]);
        (await Import("organizations", file, "--map", "name")).Exit.ShouldBe(2);

        Task<CliResult> Import(params string[] arguments) => Verb.Run(
            ["import", .. arguments, "--data", app.Store.Data, .. app.Store.Connection is { } connection ? ["--database", connection] : Array.Empty<string>()]);
    }

    private static string Architecture(string system, string component) => $$"""
        apiVersion: backstage.io/v1alpha1
        kind: Location
        metadata: {name: elsewhere}
        spec: {type: url, target: https://elsewhere.example/catalog-info.yaml}
        ---
        apiVersion: backstage.io/v1alpha1
        kind: System
        metadata: {name: {{system}}}
        spec: {owner: money}
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata: {name: {{component}}}
        spec: {type: service, lifecycle: production, owner: group:money, system: {{system}}, dependsOn: [resource:ledger]}
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Resource
        metadata: {name: ledger}
        spec: {type: database, owner: money, system: {{system}}}
        """.ReplaceLineEndings("\n");

    private static Task<ImportReport> Preview(RunningApp app, ImportKind kind, string text) =>
        app.Ask((ImportQueries all, CancellationToken ct) => all.Preview(kind, File(text), ct));

    private static Task<ImportReport> Apply(RunningApp app, ImportKind kind, string text) => app.Send(new ApplyImport(kind, File(text)));

    private static ImportedFile File(string text) => new("file", Encoding.UTF8.GetBytes(text));

    private static async Task<IReadOnlyList<OrganizationResource>> Organizations(RunningApp app) =>
        (await app.Ask((OrganizationQueries all, CancellationToken ct) => all.List(new(), null, 100, false, ct))).Items;

    private static async Task<string[]> Names(RunningApp app) => [.. (await Organizations(app)).Select(o => o.Name)];
}
