using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Governance;

public class LookingAfterReactors
{
    private const string Name = "test.brittle";

    [Theory, BothEngines]
    public async Task An_entry_that_was_set_aside_is_tried_again_or_skipped_by_a_person(Engine engine)
    {
        var mood = new Mood();
        await using var app = await RunningApp.On(engine, replace: services => services.AddSingleton(mood).AddReactor<Brittle>(Name));
        await app.Records(3);
        await Eventually.Holds(async () => (await Entries(app)).Count == 3, "three entries are set aside");
        var reactor = (await app.Admin.Gets("reactors")).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("name").GetString() == Name);
        (reactor.GetProperty("setAside").GetInt32(), reactor.GetProperty("known").GetBoolean()).ShouldBe((3, true));
        reactor.GetProperty("lastError").GetString()!.ShouldContain("Too brittle");
        var (first, second, third) = ((await Entries(app))[2], (await Entries(app))[1], (await Entries(app))[0]);
        first.GetProperty("attempts").GetInt32().ShouldBe(5);

        // Still brittle: it fails again, and is set aside again with one more attempt.
        await app.Admin.Posts($"reactors/{Name}/entries/{Seq(first)}/attempts");
        await Eventually.Holds(async () => (await Entries(app)).Exists(e => Seq(e) == Seq(first) && e.GetProperty("attempts").GetInt32() == 6 && e.GetProperty("state").GetString() == "set-aside"), "it failed again");

        mood.IsGood = true;
        await app.Admin.Posts($"reactors/{Name}/entries/{Seq(first)}/attempts");
        await Eventually.Holds(async () => (await Entries(app)).Count == 2, "the entry left the list");
        mood.Digested.ShouldContain(Seq(first));
        await app.Admin.IsRefused(404, HttpMethod.Post, $"reactors/{Name}/entries/{Seq(first)}/attempts");

        await app.Admin.IsRefused(422, HttpMethod.Put, $"reactors/{Name}/entries/{Seq(second)}/skip", new { reason = "" });
        await app.Admin.Puts($"reactors/{Name}/entries/{Seq(second)}/skip", new { reason = "It was a test." });
        await app.Admin.IsRefused(409, HttpMethod.Post, $"reactors/{Name}/entries/{Seq(second)}/attempts");
        (await Entries(app)).Single(e => Seq(e) == Seq(second)).GetProperty("skippedBecause").GetString().ShouldBe("It was a test.");
        mood.Digested.ShouldNotContain(Seq(second));
        mood.Digested.ShouldNotContain(Seq(third));
        (await app.JournalTypes()).Where(t => t.StartsWith("kernel.reactor", StringComparison.Ordinal))
            .ShouldBe(["kernel.reactor-entry.retried.v1", "kernel.reactor-entry.retried.v1", "kernel.reactor-entry.skipped.v1"]);
        app.Complaints.Expect("Reactor test.brittle");
    }

    [Theory, BothEngines]
    public async Task Lag_is_told_and_only_to_who_may_see_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Records(5);
        await Eventually.Holds(async () => (await app.Admin.Gets("reactors")).GetProperty("items").EnumerateArray().All(r => r.GetProperty("lag").GetProperty("value").GetInt64() == 0), "all have read everything");
        (await app.Admin.Gets("reactors")).GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0);
        await app.Ada.IsRefused(403, HttpMethod.Get, "reactors");
        await app.Ada.IsRefused(403, HttpMethod.Get, "reactors/desk.tell-people/entries");
        await app.Admin.IsRefused(404, HttpMethod.Get, "reactors/nobody/entries");
    }

    private static long Seq(System.Text.Json.JsonElement entry) => entry.GetProperty("seq").GetInt64();

    private static async Task<List<System.Text.Json.JsonElement>> Entries(RunningApp app) =>
        [.. (await app.Admin.Gets($"reactors/{Name}/entries")).GetProperty("items").EnumerateArray().OrderByDescending(Seq)];

    private sealed class Mood
    {
        private readonly Lock _lock = new();
        private readonly List<long> _digested = [];
        private volatile bool _isGood;

        public bool IsGood { get => _isGood; set => _isGood = value; }

        public IReadOnlyList<long> Digested { get { lock (_lock) return [.. _digested]; } }

        public void Digest(long seq)
        {
            if (!_isGood) throw new InvalidOperationException("Too brittle");
            lock (_lock) _digested.Add(seq);
        }
    }

    private sealed class Brittle(Mood mood) : IReactor<SettingChanged>
    {
        public ValueTask React(SettingChanged fact, Entry entry, CancellationToken ct)
        {
            if (fact.Name.StartsWith("test-", StringComparison.Ordinal)) mood.Digest(entry.Seq);
            return default;
        }
    }
}
