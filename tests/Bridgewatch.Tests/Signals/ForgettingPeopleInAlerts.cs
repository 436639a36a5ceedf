using Bridgewatch.Signals.Inbox;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Signals;

/// <summary>A canary stands in labels of alerts, and is forgotten: raw messages, alerts, and the tickets that repeat them.</summary>
public class ForgettingPeopleInAlerts
{
    private const string Address = "kim_canary+91c4@acme.example";
    private const string Name = "Kim Canary-91c4";

    [Theory, BothEngines]
    public async Task No_byte_of_a_canary_is_left_and_the_journal_still_verifies(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Hello", body = "It is me.", requester = new { email = Address, name = Name } });
        var monitor = await Monitor.Of(app);
        await monitor.Says(Monitor.Alert("SignInFails", labels: new() { ["user"] = Address }, summary: $"{Name} cannot sign in"));
        await monitor.Says(Monitor.Body([Monitor.Alert("Own", fingerprint: Address)], group: Address));
        // As some senders write it: every letter escaped.
        await monitor.Says($$"""{"alerts":[],"who":"{{string.Concat(Address.Select(c => $"\\u{(int)c:x4}"))}}"}""");
        await monitor.Says(Monitor.Body([Monitor.Alert("Other", labels: new() { ["user"] = "lee@acme.example" })], group: "other"));
        await app.Seals();
        string[] canaries = ["canary-91c4", "canary+91c4", "canary\\u002B91c4", "91c4@acme"];
        (await Canary.Traces(app, canaries)).ShouldNotBeEmpty("the canary must be there first");

        var erased = await Verb.Run(["person", "erase", Address, .. Sealing.On(app.Store)]);
        erased.Exit.ShouldBe(0, erased.Errors);
        var stores = System.Text.Json.JsonDocument.Parse(erased.Output).RootElement.GetProperty("certificate").GetProperty("stores");
        (stores.GetProperty("signals.raw-inbox").GetInt32(), stores.GetProperty("signals.alerts").GetInt32()).ShouldBe((3, 2));

        (await Canary.Traces(app, canaries)).ShouldBeEmpty();
        // The rest of the inbox is compressed, so it is read.
        var left = await app.Look(db => db.Set<RawMessage>().ToListAsync());
        left.ShouldHaveSingleItem();
        (await monitor.Alerts()).Select(a => a.Text("title")).ShouldBe(["erased", "erased", "Other"], ignoreOrder: true);
        (await app.Ada.Gets("tickets/T-4")).Text("subject").ShouldBe("Other");
        (await app.Conversation("T-2"))[0].ShouldContain("| user | … |");
        await app.Seals();
        (await app.Verifies()).Findings.ShouldBeEmpty();

        await monitor.Says(Monitor.Alert("SignInFails", ends: 60));
        (await monitor.Alerts()).Count(a => a.Text("status") == "resolved").ShouldBe(1, "the alert that was erased still ends");
    }
}
