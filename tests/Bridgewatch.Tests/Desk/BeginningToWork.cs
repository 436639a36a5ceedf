using System.Text.RegularExpressions;
using Bridgewatch.Access;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>A new installation works without anybody having formed teams.</summary>
public partial class BeginningToWork
{
    [Theory, BothEngines]
    public async Task Who_is_invited_to_support_joins_its_team_and_sees_what_comes_in(Engine engine)
    {
        // Invited by the command line, which goes by its own time; what it grants begins long before the app's clock is moved there.
        await using var app = await RunningApp.On(engine, at: "2020-03-24T10:00:00Z");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." });
        using var lou = await Invited(app, "lou@example.test", "support-engineer-l1");
        using var pat = await Invited(app, "pat@example.test", "product-manager");
        app.MoveClock(Duration.FromDays(7_300));
        (await lou.Gets("tickets/T-1")).GetProperty("queue").GetString().ShouldBe("support");
        await lou.Posts("tickets/T-1/notes", new { body = "Mine." });
        (await lou.Gets("teams/support")).GetProperty("members").EnumerateArray().Select(m => m.GetString())
            .ShouldBe([(await lou.Id).ToString()], "a product manager sees everything and works no queue");
    }

    private static async Task<TestPerson> Invited(RunningApp app, string email, string role)
    {
        var added = await Verb.Run(
            ["user", "add", email, "--role", role, "--data", app.Store.Data, .. app.Store.Connection is { } connection ? ["--database", connection] : Array.Empty<string>()]);
        added.Exit.ShouldBe(0, added.Errors);
        await app.Send(new AcceptInvitation(Link().Match(added.Output).Groups[1].Value, email.Split('@')[0], RunningApp.Password));
        var id = await app.Look(db => db.People.Where(p => p.Email == email).Select(p => p.Id).SingleAsync());
        return new(app.Http.BaseAddress!, async () => (id, (await app.Send(new CreateToken("test", Person: id))).Token));
    }

    [GeneratedRegex(@"/([^/\s]+)\s*$")]
    private static partial Regex Link();
}
