using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Access;

public class KeepingRoles
{
    [Theory, BothEngines]
    public async Task A_role_is_made_granted_changed_and_put_away_and_each_counts_at_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = app.Person("Kim Ito");
        await kim.IsRefused(403, HttpMethod.Get, "access-log");
        var made = await app.Admin.Posts("roles", new { name = "Night shift, EU", permissions = new[] { "desk.read-tickets", "catalog.read" } });
        (made.GetProperty("code").GetString(), made.GetProperty("builtIn").GetBoolean()).ShouldBe(("night-shift-eu", false));
        var grant = (await app.Admin.Posts($"people/{await kim.Id}/roles", new { role = "night-shift-eu" })).GetProperty("id").GetString();
        await kim.Gets("tickets");
        await kim.IsRefused(403, HttpMethod.Get, "people/" + await app.Admin.Id);

        await app.Admin.Patches("roles/night-shift-eu", new { permissions = new[] { "access.read-people" } });
        await kim.Gets("people/" + await app.Admin.Id);
        await kim.IsRefused(403, HttpMethod.Post, "tickets", new { subject = "Sync stalls", body = "It stands still." });

        (await app.Admin.IsRefused(409, HttpMethod.Delete, "roles/night-shift-eu")).GetProperty("type").GetString()!.ShouldEndWith("role-held-by-people");
        await app.Admin.Deletes($"people/{await kim.Id}/roles/{grant}");
        await app.Admin.Deletes("roles/night-shift-eu");
        await app.Admin.IsRefused(422, HttpMethod.Post, $"people/{await kim.Id}/roles", new { role = "night-shift-eu" });
        (await app.Admin.Gets("roles")).GetRawText().ShouldNotContain("night-shift");
        (await app.Admin.Gets("roles?archived=true")).GetRawText().ShouldContain("night-shift");
        (await app.Admin.Patches("roles/night-shift-eu", new { archived = false, name = "Night shift" })).GetProperty("archived").GetBoolean().ShouldBeFalse();
        var types = await app.AllJournalTypes();
        new[] { "access.role.made.v1", "access.role.changed.v1", "access.role.archived.v1", "access.role.restored.v1" }.ShouldBeSubsetOf(types);
    }

    [Theory, BothEngines]
    public async Task Nobody_gives_a_right_that_he_does_not_hold(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("roles", new { name = "Keeper of roles", permissions = new[] { "access.manage-roles", "access.read-people", "desk.read-tickets" } });
        var kim = app.Person("Kim Ito");
        await app.Admin.Posts($"people/{await kim.Id}/roles", new { role = "keeper-of-roles" });

        var refused = await kim.IsRefused(409, HttpMethod.Post, "roles", new { name = "More", permissions = new[] { "access.settings", "desk.read-tickets" } });
        refused.GetProperty("permissions")[0].GetString().ShouldBe("access.settings");
        await kim.IsRefused(409, HttpMethod.Patch, "roles/keeper-of-roles", new { permissions = new[] { "access.manage-roles", "access.settings" } });
        await kim.IsRefused(409, HttpMethod.Post, $"people/{await kim.Id}/roles", new { role = "administrator" });
        var admins = (await app.Admin.Gets("me")).GetProperty("roles")[0].GetProperty("id").GetString();
        await kim.IsRefused(409, HttpMethod.Delete, $"people/{await app.Admin.Id}/roles/{admins}");
        await kim.Posts("roles", new { name = "Less", permissions = new[] { "desk.read-tickets" } });
        await kim.Posts($"people/{await kim.Id}/roles", new { role = "less" });

        // Who sees masked does not give sight that is not.
        var ada = app.Person("Ada Auditor", "auditor");
        await app.Send(new GrantRole(await ada.Id, "keeper-of-roles", GrantScope.Region, Region: "eu"));
        await ada.IsRefused(403, HttpMethod.Post, "roles", new { name = "Sight", permissions = new[] { "desk.read-tickets" } });
    }

    [Theory, BothEngines]
    public async Task The_products_own_roles_stay_and_the_last_administrator_stays_too(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.IsRefused(409, HttpMethod.Patch, "roles/support-lead", new { name = "Boss" });
        await app.Admin.IsRefused(409, HttpMethod.Delete, "roles/auditor");
        await app.Admin.IsRefused(404, HttpMethod.Delete, "roles/nobody");
        await app.Admin.IsRefused(409, HttpMethod.Post, "roles", new { name = "Auditor", permissions = new[] { "catalog.read" } });
        var findings = (await app.Admin.IsRefused(422, HttpMethod.Post, "roles", new { name = " ", permissions = new[] { "desk.fly" }, longestDays = 0 })).GetProperty("errors");
        new[] { "name", "permissions", "longestDays" }.ShouldBeSubsetOf(findings.EnumerateObject().Select(f => f.Name));

        await app.Admin.Posts("roles", new { name = "Keeper", permissions = new[] { "access.manage-roles" } });
        await app.Admin.Posts($"people/{await app.Admin.Id}/roles", new { role = "keeper" });
        var mine = (await app.Admin.Gets("me")).GetProperty("roles").EnumerateArray().Single(r => r.GetProperty("role").GetString() == "administrator").GetProperty("id").GetString();
        (await app.Admin.IsRefused(409, HttpMethod.Delete, $"people/{await app.Admin.Id}/roles/{mine}")).GetProperty("type").GetString()!.ShouldEndWith("last-administrator");
    }

    [Theory]
    [InlineData("Night shift, EU", "night-shift-eu")]
    [InlineData("  Größe  ", "gro-e")]
    [InlineData("夜勤", "")]
    public void A_code_is_taken_from_the_name(string name, string code) => RoleRules.CodeOf(name).ShouldBe(code);
}
