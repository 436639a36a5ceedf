using Bridgewatch.Access.Accesses;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Access;

public class LoggingAccess
{
    [Theory, BothEngines]
    public async Task What_administrators_and_auditors_read_is_noted_and_what_others_read_is_not(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var auditor = app.Person("Otto Auditor", "auditor");
        var officer = app.Person("Carla Compliance", "compliance-officer");
        var ticket = (await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." })).GetProperty("number").GetString()!;
        await app.Ada.Gets($"tickets/{ticket}/messages");
        await auditor.Gets($"tickets/{ticket}/messages");
        await auditor.Gets($"tickets/{ticket}/messages");
        await app.Admin.Gets($"tickets/{ticket}/messages");
        await auditor.IsRefused(404, HttpMethod.Get, "tickets/T-999999/messages");

        var log = await officer.Gets("access-log?count=true");
        log.GetProperty("count").GetProperty("value").GetInt64().ShouldBe(2, "twice within minutes is once, and what is not there is not seen");
        var newest = log.GetProperty("items")[0];
        (newest.GetProperty("personName").GetString(), newest.GetProperty("subject").GetString(), newest.GetProperty("what").GetString()).ShouldBe(("Alex Admin", ticket, "conversation"));
        newest.GetProperty("by").GetString()!.ShouldStartWith("API token …");
        newest.GetProperty("address").GetString().ShouldNotBeNullOrEmpty();

        app.MoveClock(Duration.FromMinutes(11));
        await auditor.Gets($"tickets/{ticket}/messages");
        (await auditor.Gets($"access-log?person={await auditor.Id}&limit=1")).GetProperty("next").GetString().ShouldNotBeNull();
        (await auditor.Gets($"access-log?subject=T-999&what=conversation")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await auditor.Gets("access-log?from=2020-01-01T00:00:00Z")).GetProperty("items").GetArrayLength().ShouldBe(3);
        (await auditor.Gets("access-log?to=2020-01-01T00:00:00Z")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await officer.IsRefused(422, HttpMethod.Get, "access-log?what=gossip");
        await officer.IsRefused(422, HttpMethod.Get, "access-log?from=yesterday");
        await app.Admin.IsRefused(403, HttpMethod.Get, "access-log");
        await app.Ada.IsRefused(403, HttpMethod.Get, "access-log");
    }

    [Theory, BothEngines]
    public async Task It_is_kept_as_long_as_the_setting_says(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Puts("settings/access.access-log", new { keepDays = 30 });
        await app.Admin.IsRefused(422, HttpMethod.Put, "settings/access.access-log", new { keepDays = 0 });
        var ticket = (await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." })).GetProperty("number").GetString()!;
        await app.Admin.Gets($"tickets/{ticket}/messages");
        app.MoveClock(Duration.FromDays(29));
        await app.Send(new ForgetAccesses());
        (await Kept(app)).ShouldBe(1);
        app.MoveClock(Duration.FromDays(2));
        await app.Send(new ForgetAccesses());
        (await Kept(app)).ShouldBe(0);
    }

    private static Task<int> Kept(RunningApp app) => app.Look(db => db.Set<AccessEntry>().CountAsync());
}
