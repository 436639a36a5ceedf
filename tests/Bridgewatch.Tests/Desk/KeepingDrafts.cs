using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Drafts;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>What somebody has begun to write is theirs alone, and is there on their next device.</summary>
public class KeepingDrafts
{
    [Theory, BothEngines]
    public async Task A_draft_is_kept_for_its_writer_alone_and_forgotten_when_it_is_emptied_or_old(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "PAY-4102", requester = new { email = "heike@brandtner.example" } });
        var before = await app.JournalTypes();
        await app.Ada.Puts("tickets/T-1/drafts/reply", new { text = "Half a sen" });
        await app.Ada.Puts("tickets/T-1/drafts/reply", new { text = "Half a sentence" });
        await app.Ada.Puts("tickets/T-1/drafts/note", new { text = "Ours." });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => app.Ada.Puts("tickets/T-1/drafts/note", new { text = $"Ours {i}." })));
        var mine = (await app.Ada.Gets("tickets/T-1/drafts")).GetProperty("items").EnumerateArray().ToDictionary(d => d.GetProperty("kind").GetString()!, d => d.GetProperty("text").GetString()!);
        (mine["reply"], mine["note"]).ShouldBe(("Half a sentence", mine["note"]));
        (await app.Person("Bo", BuiltInRoles.SupportLead).Gets("tickets/T-1/drafts")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await app.Ada.IsRefused(404, HttpMethod.Put, "tickets/T-9/drafts/note", new { text = "x" });
        await app.Ada.IsRefused(404, HttpMethod.Put, "tickets/T-1/drafts/letter", new { text = "x" });
        await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/drafts/inbound", new { text = "x" });
        await app.Ada.Puts("tickets/T-1/drafts/note", new { text = "" });
        (await app.Ada.Gets("tickets/T-1/drafts")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await app.JournalTypes()).ShouldBe(before, "nobody needs to know");
        app.MoveClock(Duration.FromDays(62));
        await app.Send(new ForgetDrafts());
        (await app.Ada.Gets("tickets/T-1/drafts")).GetProperty("items").GetArrayLength().ShouldBe(0, "an old one is forgotten");
    }
}
