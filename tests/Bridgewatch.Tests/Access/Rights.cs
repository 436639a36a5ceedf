using Bridgewatch.Access;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Access;

public class Rights
{
    [Theory, BothEngines]
    public async Task A_role_that_is_taken_does_not_reach_the_next_command(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = app.Person("Kim");
        await kim.IsRefused(403, HttpMethod.Post, "tickets", new { subject = "x", body = "y" });
        var grant = await app.Admin.Posts($"people/{await kim.Id}/roles", new { role = "support-lead" });
        await kim.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." });
        await app.Admin.Deletes($"people/{await kim.Id}/roles/{grant.GetProperty("id").GetString()}");
        await kim.IsRefused(403, HttpMethod.Post, "tickets", new { subject = "x", body = "y" });
    }

    [Theory, BothEngines]
    public async Task Whoever_left_is_out_at_once_with_every_token(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = app.Person("Kim", "support-lead");
        await kim.Gets("me");
        await app.Admin.Puts($"people/{await kim.Id}/deactivation");
        await kim.IsRefused(401, HttpMethod.Get, "me");
        var seen = await app.Admin.Gets($"people/{await kim.Id}");
        seen.GetProperty("state").GetString().ShouldBe("left");
        seen.GetProperty("roles").GetArrayLength().ShouldBe(0);
        await app.Admin.IsRefused(409, HttpMethod.Put, $"people/{await kim.Id}/deactivation");
    }

    [Theory, BothEngines]
    public async Task Scopes_hold_where_they_say_and_nowhere_else(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (kim, acme) = (app.Person("Kim"), (await app.Admin.Posts("organizations", new { name = "Acme" })).GetProperty("id").GetGuid());
        await app.Grant(kim, "account-manager", GrantScope.Organization, acme);
        await app.Grant(kim, "engineer", GrantScope.Region, region: "eu");
        var actor = await Actor(app, await kim.Id);
        actor.May("desk.read-tickets", new(Organization: new(acme))).ShouldBeTrue();
        actor.May("desk.read-tickets", new(Organization: new(Guid.CreateVersion7()))).ShouldBeFalse();
        actor.May("desk.read-tickets", new(Region: "eu")).ShouldBeTrue();
        actor.May("desk.read-tickets", new(Region: "us")).ShouldBeFalse();
        actor.May("desk.read-tickets", new()).ShouldBeFalse();
        actor.May("access.manage-roles").ShouldBeFalse();
    }

    [Theory, BothEngines]
    public async Task An_auditor_reads_masked_and_for_a_time_only(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = app.Person("Kim");
        var path = $"people/{await kim.Id}/roles";
        await app.Admin.IsRefused(422, HttpMethod.Post, path, new { role = "auditor" });
        await app.Admin.IsRefused(422, HttpMethod.Post, path, new { role = "auditor", until = app.Now + Duration.FromDays(400) });
        await app.Admin.Posts(path, new { role = "auditor", until = app.Now + Duration.FromDays(30) });
        (await kim.Gets("me")).GetProperty("masked").GetBoolean().ShouldBeTrue();
        (await Actor(app, await kim.Id)).May("desk.read-tickets").ShouldBeTrue();
        await kim.IsRefused(403, HttpMethod.Post, "tickets", new { subject = "x", body = "y" });
        app.MoveClock(Duration.FromDays(30));
        (await Actor(app, await kim.Id)).May("desk.read-tickets").ShouldBeFalse();
    }

    [Theory, BothEngines]
    public async Task An_auditor_reads_our_words_without_the_customers(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Call me at +49 30 1234567", body = "Sue here.", requester = new { email = "sue@secret.example", name = "Sue" } });
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We wrote to sue@secret.example on 2026-03-27 and called 030 1234567." });
        var kim = app.Person("Kim");
        await app.Admin.Posts($"people/{await kim.Id}/roles", new { role = "auditor", until = app.Now + Duration.FromDays(30) });
        (await kim.Gets("tickets/T-1")).GetProperty("subject").GetString().ShouldBe("•••");
        (await kim.Gets("tickets")).GetProperty("items")[0].GetProperty("subject").GetString().ShouldBe("•••");
        (await kim.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("body").GetString())
            .ShouldBe(["•••", "We wrote to s•••@secret.example on 2026-03-27 and called •••."]);
    }

    [Theory, BothEngines]
    public async Task An_auditor_who_looks_after_one_customer_stays_masked_and_a_lead_does_not(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.Admin.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" } });
        await app.Ada.Posts("tickets", new { subject = "Call me", body = "Sue here.", requester = new { email = "sue@secret.example", name = "Sue" } });
        var kim = app.Person("Kim");
        var path = $"people/{await kim.Id}/roles";
        await app.Admin.Posts(path, new { role = "auditor", until = app.Now + Duration.FromDays(30) });
        await app.Admin.Posts(path, new { role = "account-manager", scope = "organization", @in = acme.GetProperty("id").GetString() });
        (await kim.Gets("tickets/T-1")).GetProperty("subject").GetString().ShouldBe("•••");
        (await kim.Gets("contacts")).GetRawText().ShouldNotContain("sue@secret.example");
        await app.Admin.Posts(path, new { role = "support-lead" });
        (await kim.Gets("tickets/T-1")).GetProperty("subject").GetString().ShouldBe("Call me");
    }

    [Theory, BothEngines]
    public async Task Somebody_can_always_grant_roles(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var me = await app.Admin.Gets("me");
        var grant = me.GetProperty("roles").EnumerateArray().Single(r => r.GetProperty("role").GetString() == "administrator");
        var path = $"people/{await app.Admin.Id}/roles/{grant.GetProperty("id").GetString()}";
        (await app.Admin.IsRefused(409, HttpMethod.Delete, path)).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:last-administrator");
        await app.Admin.IsRefused(409, HttpMethod.Put, $"people/{await app.Admin.Id}/deactivation");
        await app.Person("Kim", "administrator").Gets("me");
        await app.Admin.Deletes(path);
    }

    [Theory, BothEngines]
    public async Task Of_two_administrators_who_take_each_others_role_at_once_one_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (kim, bo) = (app.Person("Kim", "administrator"), app.Person("Bo", "administrator"));
        var paths = await Task.WhenAll(Path(kim), Path(bo));
        var answers = await Task.WhenAll(kim.Sends(HttpMethod.Delete, paths[1]), bo.Sends(HttpMethod.Delete, paths[0]));
        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(1, string.Join(' ', answers.Select(a => a.StatusCode)));
        (await app.Look(db => db.RoleGrants.CountAsync())).ShouldBe(1);

        static async Task<string> Path(TestPerson person) =>
            $"people/{await person.Id}/roles/{(await person.Gets("me")).GetProperty("roles")[0].GetProperty("id").GetString()}";
    }

    [Theory, BothEngines]
    public async Task Nobody_climbs_up_by_making_a_link_for_an_administrator(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var token = (await app.Token(app.Admin, "access.manage-people")).Token;
        (await Tokens.Asks(app, token, HttpMethod.Post, $"people/{await app.Admin.Id}/reset-link?show=true")).ShouldBe(403);
        (await Tokens.Asks(app, token, HttpMethod.Post, $"people/{await app.Ada.Id}/reset-link?show=true")).ShouldBe(200);
    }

    [Theory, BothEngines]
    public async Task Everyone_may_change_themselves_but_not_their_tier_or_others(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var body = new { name = "Ada L.", handle = "ada", zone = "Europe/London", locale = "en-GB", notifications = new { onAssignment = true, onMention = false, onReply = true } };
        await app.Ada.Puts($"people/{await app.Ada.Id}", body);
        (await app.Ada.Gets("me")).GetProperty("zone").GetString().ShouldBe("Europe/London");
        await app.Ada.IsRefused(404, HttpMethod.Put, $"people/{await app.Admin.Id}", body);
        await app.Ada.IsRefused(403, HttpMethod.Put, $"people/{await app.Ada.Id}", new { body.name, body.handle, body.zone, body.locale, body.notifications, tier = "L3" });
        (await app.Ada.IsRefused(422, HttpMethod.Put, $"people/{await app.Ada.Id}", new { body.name, handle = "A B", zone = "Mars/Base", body.locale, body.notifications }))
            .GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["handle", "zone"]);
    }

    [Theory, BothEngines]
    public async Task Addresses_and_handles_are_unique_in_any_case(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("people", new { email = "Kim.Ito@Example.test" });
        (await app.Admin.IsRefused(409, HttpMethod.Post, "people", new { email = "other@example.test", handle = "kim.ito" }))
            .GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:handle-taken");
        var other = await app.Admin.Posts("people", new { email = "kim.ito@elsewhere.test" });
        other.GetProperty("handle").GetString().ShouldBe("kim.ito2");
        (await app.Admin.IsRefused(409, HttpMethod.Post, "people", new { email = "kim.ito@example.TEST" })).GetProperty("type").GetString()
            .ShouldBe("urn:bridgewatch:problem:person-exists");
    }

    [Theory, BothEngines]
    public async Task Colleagues_are_listed_without_addresses_and_found_by_name(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        foreach (var name in new[] { "Bo", "Cy", "Di" }) await app.Person(name).Gets("me");
        await app.Admin.Gets("me");
        var kim = app.Person("Kim");
        var first = await kim.Gets("people?limit=2");
        first.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["Alex Admin", "Bo"]);
        first.GetRawText().ShouldNotContain("@");
        var second = await kim.Gets($"people?limit=2&cursor={first.GetProperty("next").GetString()}");
        second.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["Cy", "Di"]);
        (await kim.Gets("people?q=DI")).GetProperty("items").GetArrayLength().ShouldBe(1);
        await kim.IsRefused(422, HttpMethod.Get, "people?cursor=nonsense");
        await kim.IsRefused(403, HttpMethod.Get, $"people/{await app.Admin.Id}");
    }

    [Fact]
    public void Every_permission_of_every_module_is_held_by_some_role_or_by_integrations_alone()
    {
        var given = BuiltInRoles.All.SelectMany(BuiltInRoles.PermissionsOf).Append(Bridgewatch.Signals.SignalsPermissions.TakeIn).ToHashSet();
        Bridgewatch.Host.ModuleList.Make().All.SelectMany(m => m.Permissions).Select(p => p.Name).Where(p => !given.Contains(p)).ShouldBeEmpty();
    }

    [Fact]
    public void No_role_but_the_administrators_reaches_people_rights_and_settings()
    {
        foreach (var kept in new[] { AccessPermissions.ManagePeople, AccessPermissions.ManageRoles, AccessPermissions.ManageTokens, AccessPermissions.Settings })
            BuiltInRoles.All.Where(r => BuiltInRoles.PermissionsOf(r).Contains(kept)).Select(r => r.Code).ShouldBe([BuiltInRoles.Administrator]);
    }

    [Theory, BothEngines]
    public async Task Whoever_left_can_be_erased_and_stays_as_an_author_without_a_name(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = app.Person("Kim Canary", "support-lead");
        await kim.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." });
        (await Should.ThrowAsync<Refusal>(() => app.Send(new Bridgewatch.Kernel.Erasure.ErasePerson("kim.canary@example.test")))).Name.ShouldBe("person-still-here");
        await app.Admin.Puts($"people/{await kim.Id}/deactivation");
        await app.Send(new Bridgewatch.Kernel.Erasure.ErasePerson("KIM.canary@example.test"));
        var seen = (await app.Admin.Gets($"people/{await kim.Id}")).GetRawText();
        seen.ShouldNotContain("canary", Case.Insensitive);
        seen.ShouldContain("Somebody who left");
        await app.Admin.Posts("people", new { email = "kim.canary@example.test" });
    }

    [Theory, BothEngines]
    public async Task What_expired_is_forgotten(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new Bridgewatch.Access.Links.MakeResetLink(await app.Ada.Id, Show: true));
        await app.As(Caller.Anonymous, new Bridgewatch.Access.SignIn.SignInWithPassword("nobody@example.test", "wrong wrong wrong"));
        app.MoveClock(Duration.FromDays(2));
        await app.As(Caller.System, new Bridgewatch.Access.Links.ForgetExpired());
        (await app.Look(db => db.OneTimeLinks.CountAsync())).ShouldBe(0);
        (await app.Look(db => db.SignInAttempts.CountAsync())).ShouldBe(0);
    }

    private static async Task<Actor> Actor(RunningApp app, PersonId person)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IActors>().Load(new(ActorKind.Person, person.Value), default);
    }
}
