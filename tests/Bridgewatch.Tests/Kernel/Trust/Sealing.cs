using System.Text.Json;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Trust;

public class Sealing
{
    [Theory, BothEngines]
    public async Task New_entries_are_sealed_within_seconds_without_being_asked(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Records(3);
        await Eventually.Holds(async () => (await app.Verifies()).Unsealed == 0, "the sealer seals");
    }

    [Theory, BothEngines]
    public async Task A_graceful_stop_leaves_nothing_unsealed(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using (var app = await Server.Build(new(database.Data, database.Connection, "http://127.0.0.1:0")))
        {
            await app.StartAsync();
            await app.Services.Records(6_000);
            await app.StopAsync();
        }
        var verified = await Verb.Run(["verify", .. On(database.Store)]);
        verified.Exit.ShouldBe(0, verified.Errors);
        var result = JsonDocument.Parse(verified.Output).RootElement;
        result.GetProperty("entries").GetInt64().ShouldBeGreaterThanOrEqualTo(6_000);
        result.GetProperty("unsealed").GetInt64().ShouldBe(0);
        result.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_nodes_one_seals_and_the_other_takes_over()
    {
        await using var first = await RunningApp.On(Engine.Postgres);
        var folder = TestRun.Folder("second");
        await using var second = await Server.Build(new(folder, first.Store.Connection, "http://127.0.0.1:0")
        {
            Replace = services => services.AddSingleton(first.Services.GetRequiredService<IClock>()),
        });
        await first.Records(3);
        await first.Seals();
        (await second.Services.GetRequiredService<Leases>().Take(Sealer.LeaseName, default)).ShouldBeFalse("the first node seals");
        await first.Services.GetRequiredService<Leases>().Give(Sealer.LeaseName);
        (await second.Services.GetRequiredService<Leases>().Take(Sealer.LeaseName, default)).ShouldBeTrue();
        await first.Records(3);
        // Transactions of other tests hold entries up for a moment, in which there is nothing to seal.
        await Eventually.Holds(async () => !await first.Services.GetRequiredService<Sealer>().Seal(default), "the second node seals now, and not the first");
        await Eventually.Holds(() => second.Services.GetRequiredService<Sealer>().Seal(default), "the second node seals");
        await Eventually.Holds(async () => await second.Services.GetRequiredService<Sealer>().Seal(default)
            && (await first.Verifies(await first.Exports())).Unsealed == 0, "the second node seals all");
        // The second signed with a key of its own: known through the exported roots, unknown without them.
        (await first.Verifies(await first.Exports())).Findings.ShouldBeEmpty();
        (await first.Verifies()).Findings.Select(f => f.Kind).ShouldBe([FindingKind.UnknownKey]);
        var pem = System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", second.Services.GetRequiredService<SealKeys>().PublicKey);
        await File.WriteAllTextAsync(first.Services.GetRequiredService<SealFiles>().TrustedFile, pem);
        (await first.Verifies()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_key_lies_outside_the_database_for_its_owner_alone()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        var file = Path.Combine(app.Store.Data, "keys", "seal-key.pem");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var before = await File.ReadAllTextAsync(file);
        new SealKeys(new(file)).Make();
        (await File.ReadAllTextAsync(file)).ShouldBe(before, "a key is made once");
    }

    [Theory, BothEngines]
    public async Task The_anchor_file_has_every_root_once_also_after_a_torn_line(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        var anchors = Path.Combine(TestRun.Folder("anchors"), "roots.jsonl");
        var options = new ServerOptions(database.Data, database.Connection, "http://127.0.0.1:0")
        {
            Settings = new Dictionary<string, string?> { ["BRIDGEWATCH:ANCHORFILE"] = anchors },
        };
        await using (var app = await Server.Build(options))
        {
            await app.StartAsync();
            await app.Services.Records(3);
            await app.StopAsync();
        }
        var roots = SignedRoot.ReadAll(anchors).Count;
        roots.ShouldBeGreaterThan(0);
        await File.AppendAllTextAsync(anchors, "{\"batch\":");
        await using (var app = await Server.Build(options))
        {
            await app.StartAsync();
            await app.Services.Records(3);
            await app.StopAsync();
        }
        var all = SignedRoot.ReadAll(anchors);
        all.Select(r => r.Batch).ShouldBe(Enumerable.Range(1, all.Count).Select(i => (long)i));
        all.Count.ShouldBeGreaterThan(roots);
        var verified = await Verb.Run(["verify", "--anchors", anchors, .. On(database.Store)]);
        verified.Exit.ShouldBe(0, verified.Errors);
    }

    [Fact]
    public async Task An_anchor_file_without_a_root_vouches_for_nothing_and_is_refused()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        var anchors = Path.Combine(TestRun.Folder("no-anchors"), "roots.jsonl");
        foreach (var content in new[] { "", "\n\n", "{\"batch\":" })
        {
            await File.WriteAllTextAsync(anchors, content);
            var verified = await Verb.Run(["verify", "--anchors", anchors, .. On(database.Store)]);
            verified.Exit.ShouldBe(2, verified.Errors);
            verified.Output.ShouldBeEmpty();
            verified.Errors.ShouldContain("signed root");
        }
    }

    [Fact]
    public async Task A_database_that_is_none_and_a_number_that_is_none_are_told_in_words()
    {
        var data = TestRun.Folder("no-database");
        await File.WriteAllTextAsync(Path.Combine(data, "bridgewatch.db"), new string('x', 8192));
        var verified = await Verb.Run(["verify", "--data", data]);
        verified.Exit.ShouldBe(3, verified.Errors);
        verified.Errors.Trim().Split('\n').Length.ShouldBe(1, verified.Errors);
        var demo = await Verb.Run(["demo", "--tickets", "x", "--data", data]);
        demo.Exit.ShouldBe(2, demo.Errors);
        demo.Output.ShouldBeEmpty("stdout carries only the result");
    }

    [Theory, BothEngines]
    public async Task The_newest_root_is_mailed_as_often_as_the_setting_says(Engine engine)
    {
        // After the day on which the template was made, whose recurring work it is.
        await using var app = await SealedApp.With(engine, batches: 1, at: "2031-03-27T16:00:00Z");
        await app.Send(new ChangeSetting("kernel.anchors", JsonSerializer.SerializeToElement(new { mailTo = "auditor@acme.example", every = 2 })));
        await app.Seals();
        app.MoveClock(Duration.FromMinutes(16));
        var first = await Eventually.Gives(() => Mailed(app, 1), "the first root is promised");
        first[0].Payload.ShouldContain("auditor@acme.example");
        app.MoveClock(Duration.FromMinutes(31));
        await app.Records(1);
        await app.Seals();
        app.MoveClock(Duration.FromMinutes(31));
        (await app.Look(db => db.Set<Delivery>().CountAsync(d => d.SubjectKind == "seal"))).ShouldBe(1);
        app.MoveClock(Duration.FromMinutes(62));
        await Eventually.Gives(() => Mailed(app, 2), "the second root is promised when two hours are over");
        app.Complaints.Allow("mail");
    }

    internal static string[] On(Store store) => ["--data", store.Data, .. store.Connection is { } connection ? ["--database", connection] : Array.Empty<string>()];

    private static async Task<List<Delivery>?> Mailed(RunningApp app, int count)
    {
        var deliveries = await app.Look(db => db.Set<Delivery>().AsNoTracking().Where(d => d.SubjectKind == "seal").ToListAsync());
        return deliveries.Count == count ? deliveries : null;
    }
}
