using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Governance;

public class LookingAfterDeliveries
{
    [Theory, BothEngines]
    public async Task What_was_given_up_is_tried_again_or_dropped_by_a_person(Engine engine)
    {
        var carrier = new Moody();
        await using var app = await RunningApp.On(engine, replace: services => services.AddSingleton<ICarrier>(carrier));
        await Promise(app, "letter/1", "letter/2", "letter/3");
        var dead = await Eventually.Gives(async () => (await List(app, "dead")) is { Count: 3 } all ? all : null, "the letters are given up");
        dead.Select(d => d.GetProperty("key").GetString()).ShouldBe(["letter/3", "letter/2", "letter/1"]);
        dead[0].GetProperty("lastError").GetString().ShouldBe("Return to sender");
        (dead[0].GetProperty("attempts").GetInt32(), dead[0].GetProperty("canRetry").GetBoolean()).ShouldBe((1, true));

        carrier.Takes = true;
        var first = dead[2].GetProperty("id").GetString();
        await app.Admin.Posts($"deliveries/{first}/attempts");
        await Eventually.Holds(async () => (await app.Admin.Gets($"deliveries/{first}")).GetProperty("state").GetString() == "sent", "it is sent");
        carrier.Carried.ShouldBe(["letter/1"]);
        (await app.Admin.IsRefused(409, HttpMethod.Post, $"deliveries/{first}/attempts")).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:delivery-settled");

        var second = dead[1].GetProperty("id").GetString();
        (await app.Admin.IsRefused(422, HttpMethod.Put, $"deliveries/{second}/drop", new { reason = " " })).GetProperty("errors").GetProperty("reason")[0].GetString().ShouldBe("Say why it need not be sent.");
        await app.Admin.Puts($"deliveries/{second}/drop", new { reason = "They have moved." });
        var dropped = await app.Admin.Gets($"deliveries/{second}");
        (dropped.GetProperty("state").GetString(), dropped.GetProperty("droppedBecause").GetString()).ShouldBe(("dropped", "They have moved."));
        await app.Admin.IsRefused(409, HttpMethod.Put, $"deliveries/{second}/drop", new { reason = "Again." });
        await app.Admin.IsRefused(409, HttpMethod.Post, $"deliveries/{second}/attempts");

        (await List(app, "dead")).Count.ShouldBe(1);
        (await app.JournalTypes()).ShouldBe(["kernel.delivery.retried.v1", "kernel.delivery.dropped.v1"]);
        carrier.Carried.Count.ShouldBe(1, "what was dropped is never sent");
    }

    [Theory, BothEngines]
    public async Task The_list_comes_in_pages_and_only_for_who_may_see_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine, replace: services => services.AddSingleton<ICarrier>(new Moody()));
        await Promise(app, [.. Enumerable.Range(1, 7).Select(i => $"letter/{i}")]);
        await Eventually.Holds(async () => (await List(app, "dead")).Count == 7, "the letters are given up");
        var (keys, path) = (new List<string?>(), "deliveries?state=dead&limit=3");
        while (path.Length > 0)
        {
            var page = await app.Admin.Gets(path);
            keys.AddRange(page.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("key").GetString()));
            path = page.GetProperty("next").GetString() is { } next ? $"deliveries?state=dead&limit=3&cursor={Uri.EscapeDataString(next)}" : "";
        }
        keys.ShouldBe(Enumerable.Range(1, 7).Reverse().Select(i => $"letter/{i}"));
        await app.Admin.IsRefused(422, HttpMethod.Get, "deliveries?cursor=nonsense");
        await app.Admin.IsRefused(422, HttpMethod.Get, "deliveries?state=lost");
        await app.Ada.IsRefused(403, HttpMethod.Get, "deliveries");
        var one = (await List(app, "dead"))[0].GetProperty("id").GetString();
        await app.Ada.IsRefused(403, HttpMethod.Get, $"deliveries/{one}");
        await app.Ada.IsRefused(403, HttpMethod.Post, $"deliveries/{one}/attempts");
        await app.Ada.IsRefused(403, HttpMethod.Put, $"deliveries/{one}/drop", new { reason = "No." });
        await app.Admin.IsRefused(404, HttpMethod.Get, $"deliveries/{Guid.CreateVersion7()}");
    }

    [Theory, BothEngines]
    public async Task What_was_erased_with_a_person_can_only_be_dropped(Engine engine)
    {
        await using var app = await RunningApp.On(engine, replace: services => services.AddSingleton<ICarrier>(new Moody()));
        await Promise(app, "letter/1");
        var one = (await Eventually.Gives(async () => (await List(app, "dead")) is { Count: 1 } all ? all : null, "the letter is given up"))[0].GetProperty("id").GetString();
        await app.Look(db => db.Set<Delivery>().ExecuteUpdateAsync(s => s.SetProperty(d => d.Payload, "")));
        (await app.Admin.IsRefused(409, HttpMethod.Post, $"deliveries/{one}/attempts")).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:delivery-empty");
        await app.Admin.Puts($"deliveries/{one}/drop", new { reason = "Erased." });
    }

    private static async Task<List<System.Text.Json.JsonElement>> List(RunningApp app, string state) =>
        [.. (await app.Admin.Gets($"deliveries?state={state}")).GetProperty("items").EnumerateArray()];

    private static Task<int> Promise(RunningApp app, params string[] keys) => app.Look(async db =>
    {
        var at = app.Now;
        foreach (var key in keys)
        {
            db.Add(new Delivery { Id = DeliveryId.New(), Kind = "letter", Key = key, Payload = "{}", SubjectKind = "test", SubjectId = Guid.CreateVersion7(), CreatedAt = at, NextAt = at });
        }
        return await db.SaveChangesAsync();
    });

    /// <summary>Refuses for good, or takes everything.</summary>
    private sealed class Moody : ICarrier
    {
        private readonly Lock _lock = new();
        private readonly List<string> _carried = [];
        private volatile bool _takes;

        public string Kind => "letter";

        public bool Takes { get => _takes; set => _takes = value; }

        public IReadOnlyList<string> Carried { get { lock (_lock) return [.. _carried]; } }

        public Task Carry(Delivery delivery, CancellationToken ct)
        {
            if (!_takes) throw new Undeliverable("Return to sender");
            lock (_lock) _carried.Add(delivery.Key);
            return Task.CompletedTask;
        }
    }
}
