using Bridgewatch.Desk.Notifications;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Desk;

/// <summary>Whoever follows a ticket is told what happens to it, once, and no longer than they see it.</summary>
public class FollowingTickets
{
    [Theory, BothEngines]
    public async Task A_follower_is_told_of_what_others_do_and_not_after_they_left(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", "support-lead");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", requester = new { email = "kim@acme.example" } });
        (await bo.Gets("tickets/T-1/following")).GetProperty("following").GetBoolean().ShouldBeFalse();
        await bo.Puts("tickets/T-1/following");
        await bo.Puts("tickets/T-1/following");
        (await bo.Gets("tickets/T-1/following")).GetProperty("following").GetBoolean().ShouldBeTrue();
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We look." });
        await bo.Posts("tickets/T-1/replies", new { body = "I too." });
        await Eventually.Passes(async () => (await Told(app, bo)).ShouldBe(["Followed"]), "of Ada's reply, and not of their own");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted. @bo knows how." });
        await Eventually.Passes(async () => (await Told(app, bo)).Count.ShouldBe(2), "once, though they are named and follow");
        await bo.Deletes("tickets/T-1/following");
        await app.Ada.Deletes("tickets/T-1/resolution");
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Again." });
        await app.Ada.Puts("tickets/T-1/assignment", new { person = await bo.Id });
        await Eventually.Passes(async () => (await Told(app, bo)).ShouldContain("Assigned"), "what came later is through");
        (await Told(app, bo)).Count.ShouldBe(3, "nothing came after they stopped");
        await app.Person("None").IsRefused(403, HttpMethod.Put, "tickets/T-1/following");
        (await app.JournalTypes()).Where(t => t.Contains("follow", StringComparison.Ordinal)).ShouldBe(["desk.ticket.followed.v1", "desk.ticket.unfollowed.v1"]);
    }

    private static async Task<List<string>> Told(RunningApp app, TestPerson person)
    {
        var id = await person.Id;
        return await app.Look(db => db.Set<Notification>().Where(n => n.Person == id).OrderBy(n => n.At).Select(n => n.Kind.ToString()).ToListAsync());
    }
}
