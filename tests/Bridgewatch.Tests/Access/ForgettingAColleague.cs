using Bridgewatch.Access.Links;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Access;

/// <summary>A canary works here, leaves, and is forgotten: account, token, link, attempts, mentions, signature, mail, answers.</summary>
public class ForgettingAColleague
{
    private const string Address = "kim.canary88f2@example.test";

    [Theory, BothEngines]
    public async Task No_byte_of_whoever_left_remains_and_what_they_did_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = app.Person("Kim Canary88f2", "support-lead");
        await app.Admin.Posts($"people/{await kim.Id}/roles", new { role = "auditor", until = "2026-12-31T00:00:00Z" });
        await app.Send(new Bridgewatch.Access.Tokens.CreateToken("laptop of canary88f2", Person: await kim.Id));
        await app.Send(new MakeResetLink(await kim.Id, Show: true), door => door.IdempotencyKey = "once");
        await app.As(Caller.Anonymous, new SignInWithPassword(Address, "wrong wrong wrong"));
        var ticket = (await kim.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." })).GetProperty("number").GetString();
        await kim.Posts($"tickets/{ticket}/replies", new { body = "We look into it. Kim Canary88f2" });
        await app.Ada.Posts($"tickets/{ticket}/notes", new { body = "@kim.canary88f2 knows. Ask @kim.canary, not x@kim.example." });
        await app.Ada.Puts($"tickets/{ticket}/assignment", new { person = (await kim.Id).ToString() });
        // What they have not solved goes back to its queue when they leave; what they have stays theirs.
        await kim.Puts($"tickets/{ticket}/resolution", new { code = "fixed", note = "Made room." });
        await app.Admin.Puts($"people/{await kim.Id}/deactivation");
        await app.Seals();
        (await Canary.Traces(app, "canary88f2", "Canary88f2")).ShouldNotBeEmpty("the canary must be there first");

        await Erase(app);
        (await Canary.Traces(app, "canary88f2", "Canary88f2")).ShouldBeEmpty();
        await app.Seals();
        (await app.Verifies()).Findings.ShouldBeEmpty();
        var messages = (await app.Ada.Gets($"tickets/{ticket}/messages")).GetRawText();
        messages.ShouldContain("We look into it. …");
        messages.ShouldContain("… knows. Ask @kim.canary, not x@kim.example.");
        (await app.Ada.Gets($"tickets/{ticket}")).GetProperty("assignee").GetProperty("name").GetString().ShouldBe("Somebody who left");
    }

    [Theory, BothEngines]
    public async Task Whoever_still_works_here_is_not_erased_and_nothing_of_them_is_touched(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Person("Kim Canary88f2", "support-lead").Gets("me");
        (await Should.ThrowAsync<Refusal>(() => Erase(app))).Name.ShouldBe("person-still-here");
        (await app.Person("Kim Canary88f2").Gets("me")).GetProperty("email").GetString().ShouldBe(Address);
    }

    private static async Task Erase(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: "test");
        await scope.ServiceProvider.GetRequiredService<Erasures>().Erase(Address.ToUpperInvariant(), default);
    }
}
