using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Host.Doctoring;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using OtpNet;

namespace Bridgewatch.Tests.Access;

public partial class SigningInByProvider(OpenIdProvider provider) : IClassFixture<OpenIdProvider>
{
    private const string Begin = $"/sign-in/with/{OpenIdProvider.Key}?returnUrl=%2Faccount";

    private static readonly Account Ada = new("sub-ada", "ada@example.test") { Name = "Ada" };

    [Theory, BothEngines]
    public async Task A_verified_address_binds_the_account_and_later_the_account_alone_counts(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings());
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        provider.Seat(browser, Ada);
        (await RoundTrip(browser)).ShouldEndWith("/account");
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var other = app.Browser();
        provider.Seat(other, Ada with { Email = "ada.married@elsewhere.test", Verified = false });
        (await RoundTrip(other)).ShouldEndWith("/account");

        var link = (await app.Ada.Gets($"people/{await app.Ada.Id}/provider-links")).GetProperty("items")[0];
        (link.GetProperty("provider").GetString(), link.GetProperty("subject").GetString()).ShouldBe((OpenIdProvider.Key, "sub-ada"));
        var types = await app.AllJournalTypes();
        (types.Count(t => t == "access.provider.linked.v1"), types.Count(t => t == "access.sign-in.done.v1")).ShouldBe((1, 2));

        // Somebody else got the address: the person stays with the first account until an administrator parts them.
        using var heir = app.Browser();
        provider.Seat(heir, Ada with { Subject = "sub-heir" });
        (await Stops(heir)).ShouldBe(Stopped.LinkedOtherwise);
        await app.Admin.Deletes($"people/{await app.Ada.Id}/provider-links/{link.GetProperty("id").GetString()}");
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "its sessions end");
        (await RoundTrip(heir)).ShouldEndWith("/account");
    }

    [Theory, BothEngines]
    public async Task Nobody_comes_in_unverified_unknown_or_deactivated(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings(("CREATEPEOPLE", "example.org")));
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        provider.Seat(browser, Ada with { Verified = false });
        (await Stops(browser)).ShouldBe(Stopped.Unverified);
        provider.Seat(browser, Ada with { Email = "kim@example.test" });
        (await Stops(browser)).ShouldBe(Stopped.Unknown);
        provider.Seat(browser, new("sub-new", "New.Colleague@example.org") { Verified = false });
        (await Stops(browser)).ShouldBe(Stopped.Unverified);
        provider.Seat(browser, Ada);
        await RoundTrip(browser);
        await app.Admin.Puts($"people/{await app.Ada.Id}/deactivation");
        (await Stops(browser)).ShouldBe(Stopped.Left);
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.Look(db => db.People.CountAsync(p => p.State == PersonState.Active))).ShouldBe(1, "the administrator alone");

        provider.Seat(browser, new("sub-new", "New.Colleague@example.org") { Name = "Nora New" });
        (await RoundTrip(browser)).ShouldEndWith("/account");
        var made = await app.Look(db => db.People.SingleAsync(p => p.EmailKey == "new.colleague@example.org"));
        (made.Name, made.State, made.Handle).ShouldBe(("Nora New", PersonState.Active, "new.colleague"));
        (await app.AllJournalTypes()).Count(t => t == "access.sign-in.refused.v1").ShouldBe(4);
    }

    [Theory, BothEngines]
    public async Task Who_was_invited_accepts_by_signing_in(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings());
        var invited = await app.Send(new InvitePerson("kim@example.test"));
        using var browser = app.Browser();
        using var other = app.Browser();
        foreach (var one in new[] { browser, other }) provider.Seat(one, new("sub-kim", "Kim@Example.test"));
        (await Task.WhenAll(RoundTrip(browser), RoundTrip(other))).ShouldBe(["/account", "/account"], "at once in two browsers");
        (await app.Look(db => db.People.SingleAsync(p => p.Id == invited.Id))).State.ShouldBe(PersonState.Active);
        (await browser.Open(new Uri(invited.Invitation.Url!).AbsolutePath)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Read(new Uri(invited.Invitation.Url!).AbsolutePath)).ShouldContain("administrator", customMessage: "its link is spent");
    }

    [Theory, BothEngines]
    public async Task Roles_follow_groups_and_what_somebody_granted_stays(Engine engine)
    {
        // Its clock is moved, so it is another one than that of the other tests.
        await using var directory = new OpenIdProvider();
        await directory.InitializeAsync();
        await using var app = await RunningApp.On(engine, settings: directory.Settings(
            ("ROLES:0:GROUP", "leads"), ("ROLES:0:ROLE", BuiltInRoles.SupportLead), ("ROLES:1:GROUP", "emea"), ("ROLES:1:ROLE", "support-engineer-l1"),
            ("ROLES:1:SCOPE", "region"), ("ROLES:1:REGION", "emea"), ("ROLES:2:GROUP", "audit"), ("ROLES:2:ROLE", "auditor"), ("ROLES:3:GROUP", "ghosts"), ("ROLES:3:ROLE", "no-such-role")));
        var kim = app.Person("Kim Ito", "product-manager");
        await kim.Gets("me");
        using var browser = app.Browser();
        var account = new Account("sub-kim", "kim.ito@example.test") { Groups = ["leads", "emea", "audit", "ghosts", "another"] };
        directory.Seat(browser, account);
        await RoundTrip(browser);
        (await Roles(app, kim)).ShouldBe(["auditor@everything:", "product-manager@everything:", "support-engineer-l1@region:emea", "support-lead@everything:"]);
        app.Complaints.Expect("maps the group ghosts");
        (await app.Look(db => db.Journal.CountAsync(r => r.Type == "access.role.granted.v1" && r.Data!.Contains("directory")))).ShouldBe(3);

        var entries = (await app.AllJournalTypes()).Count;
        directory.Seat(browser, account with { Groups = ["leads", "emea", "audit"] });
        await RoundTrip(browser);
        ((await app.AllJournalTypes()).Count - entries).ShouldBe(1, "nothing but the sign-in");

        app.MoveClock(Duration.FromDays(367));
        ((FakeClock)directory.Clock).AdvanceDays(367);
        await RoundTrip(browser);
        (await app.Look(db => db.RoleGrants.SingleAsync(g => g.Provider != null && g.Until != Micros.Never))).Until.ShouldBeGreaterThan(app.Now, "still in the group, they audit for another year");

        directory.Seat(browser, account with { Groups = [] });
        await RoundTrip(browser);
        (await Roles(app, kim)).ShouldBe(["product-manager@everything:"]);
    }

    [Theory, BothEngines]
    public async Task The_last_administrator_stays_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings(("ROLES:0:GROUP", "admins"), ("ROLES:0:ROLE", BuiltInRoles.Administrator), ("CREATEPEOPLE", "example.test")));
        using var browser = app.Browser();
        var root = new Account("sub-root", "root@example.test") { Groups = ["admins"] };
        provider.Seat(browser, root);
        await RoundTrip(browser);
        provider.Seat(browser, root with { Groups = [] });
        (await RoundTrip(browser)).ShouldEndWith("/account");
        app.Complaints.Expect("the last administrator");
        (await app.Look(db => db.RoleGrants.CountAsync())).ShouldBe(1);
        await app.Admin.Gets("me");
        await RoundTrip(browser);
        (await app.Look(db => db.RoleGrants.CountAsync(g => g.Provider != null))).ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task A_second_factor_is_owed_unless_the_provider_asked_for_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings());
        await app.Ada.Gets("me");
        await app.Admin.Puts("settings/access.sign-in", new { secondFactorRequired = true });
        using var browser = app.Browser();
        provider.Seat(browser, Ada);
        (await RoundTrip(browser)).ShouldContain("/sign-in/second-factor?");
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        provider.Seat(browser, Ada with { SecondFactor = true });
        (await RoundTrip(browser)).ShouldEndWith("/account");

        var offer = app.Services.GetRequiredService<AuthenticatorKeys>().Offer("Northwind", "ada@example.test");
        var key = Base32Encoding.ToBytes(offer.Key.Replace(" ", "", StringComparison.Ordinal));
        string Code() => new Totp(key).ComputeTotp(app.Now.ToDateTimeUtc());
        await app.As(new Caller(ActorKind.Person, (await app.Ada.Id).Value), new SetUpAuthenticator(offer.Sealed, Code()));
        app.MoveClock(Duration.FromMinutes(1));
        using var other = app.Browser();
        provider.Seat(other, Ada);
        var owed = new Uri(app.Http.BaseAddress!, await RoundTrip(other)).PathAndQuery;
        owed.ShouldStartWith("/sign-in/code?");
        (await other.Submit(owed, ("Form.Code", Code()))).Headers.Location!.ToString().ShouldEndWith("/account");
        (await app.Look(db => db.BrowserSessions.CountAsync(s => s.Provider == OpenIdProvider.Key))).ShouldBe(2, "who vouched goes along");
    }

    [Theory, BothEngines]
    public async Task A_forged_or_foreign_state_is_refused_and_nobody_is_led_elsewhere(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings());
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        using var thief = app.Browser();
        provider.Seat(browser, Ada);
        provider.Seat(thief, Ada);
        var back = $"/sign-in/with/{OpenIdProvider.Key}/back";
        foreach (var query in new[] { "", "?code=x", "?code=x&state=made-up", "?error=server_error&state=made-up" }) Reason((await browser.Open(back + query)).Headers.Location!).ShouldNotBeNull();
        app.Complaints.Allow("A sign-in by the provider directory failed");
        // The thief's own way back, opened in the browser of somebody else, and the other way round.
        var (_, theirs) = await ToProvider(thief);
        Reason((await browser.Open(theirs)).Headers.Location!).ShouldBe(Stopped.Forgotten);
        foreach (var elsewhere in new[] { "https://evil.example/", "//evil.example/", "/\\evil.example/" })
            (await RoundTrip(browser, $"/sign-in/with/{OpenIdProvider.Key}?returnUrl={Uri.EscapeDataString(elsewhere)}")).ShouldBe("/");
        (await browser.Open("/sign-in/with/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_goes_wrong_at_the_provider_is_said_on_a_page()
    {
        var settings = provider.Settings();
        settings["BRIDGEWATCH:PROVIDERS:gone:AUTHORITY"] = $"http://127.0.0.1:{Ports.Free()}";
        (settings["BRIDGEWATCH:PROVIDERS:gone:CLIENTID"], settings["BRIDGEWATCH:PROVIDERS:gone:CLIENTSECRET"]) = ("x", "x");
        await using var app = await RunningApp.On(Engine.Sqlite, settings: settings);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        Reason((await browser.Open("/sign-in/with/gone")).Headers.Location!).ShouldBe(Stopped.Away);
        app.Complaints.Expect("The provider gone cannot be reached");
        provider.Seat(browser, null);
        (await Stops(browser)).ShouldBe(Stopped.Denied);
        provider.Seat(browser, Ada);
        app.MoveClock(Duration.FromHours(3));
        (await Stops(browser)).ShouldBe(Stopped.Clock);
        app.Complaints.Expect("failed (Clock)");
        var page = await browser.Read($"{Stop.Path}?why=clock&provider={OpenIdProvider.Key}&returnUrl=https://evil.example/");
        page.ShouldContain("The clocks of Directory and this installation differ");
        page.ShouldNotContain("evil.example");
        (await browser.Read($"{Stop.Path}?why=%3Cscript%3E")).ShouldContain("do not agree");

        settings["BRIDGEWATCH:PROVIDERS:gone:ROLES:0:GROUP"] = "leads";
        settings["BRIDGEWATCH:PROVIDERS:gone:ROLES:0:ROLE"] = "no-such-role";
        var diagnosis = await new Doctor(new(app.Store.Data, app.Store.Connection) { Settings = settings }).Examine(TestContext.Current.CancellationToken);
        diagnosis.Checks.ShouldContain(c => c.Name == $"provider-{OpenIdProvider.Key}" && c.State == CheckState.Fine);
        diagnosis.Findings.Where(c => c.Name == "provider-gone").Select(c => c.What).ShouldBe([
            $"gone does not describe itself at {settings["BRIDGEWATCH:PROVIDERS:gone:AUTHORITY"]}/.well-known/openid-configuration: Connection refused", "The group leads is to hold the role no-such-role, which is not there."]);
    }

    [Fact]
    public async Task Signing_out_ends_at_the_provider_as_well()
    {
        await using var app = await RunningApp.On(Engine.Sqlite, settings: provider.Settings());
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        provider.Seat(browser, Ada);
        await RoundTrip(browser);
        (await app.Look(db => db.BrowserSessions.SingleAsync())).ProviderToken!.ShouldStartWith("CfDJ8", customMessage: "as cipher");
        var token = FormToken().Match(await browser.Read("/account/password")).Groups["token"].Value;
        using var left = await browser.Post("/sign-out", ("__RequestVerificationToken", WebUtility.HtmlDecode(token)));
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var next = WebUtility.HtmlDecode(Leads().Match(await left.Content.ReadAsStringAsync()).Groups["address"].Value);
        next.ShouldStartWith($"{provider.Url}/leave?");
        using var there = await browser.Open(next);
        there.Headers.Location!.ToString().ShouldBe(new Uri(app.Http.BaseAddress!, "/sign-in").ToString());
    }

    [Fact]
    public async Task Without_passwords_only_providers_let_in()
    {
        var settings = provider.Settings();
        settings["BRIDGEWATCH:PASSWORDS"] = "off";
        await using var app = await RunningApp.On(Engine.Sqlite, settings: settings);
        await app.Admin.Gets("me");
        using var browser = app.Browser();
        var page = await browser.Read("/sign-in");
        page.ShouldContain("Sign in with Directory");
        page.ShouldNotContain("Form.Password");
        (await Should.ThrowAsync<Refusal>(() => app.As(Caller.Anonymous, new Bridgewatch.Access.SignIn.SignInWithPassword("admin@example.test", RunningApp.Password)))).Name.ShouldBe("only-providers");
        provider.Seat(browser, new("sub-admin", "admin@example.test"));
        (await RoundTrip(browser)).ShouldEndWith("/account");
    }

    private async Task<Stopped> Stops(FormBrowser browser)
    {
        var (_, back) = await ToProvider(browser);
        return Reason((await browser.Open(back)).Headers.Location!).ShouldNotBeNull();
    }

    /// <summary>To the provider and back; returns where the person is led then.</summary>
    private static async Task<string> RoundTrip(FormBrowser browser, string begin = Begin)
    {
        var (_, back) = await ToProvider(browser, begin);
        using var answer = await browser.Open(back);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    private static async Task<(Uri There, string Back)> ToProvider(FormBrowser browser, string begin = Begin)
    {
        using var begun = await browser.Open(begin);
        var there = begun.Headers.Location.ShouldNotBeNull(await begun.Content.ReadAsStringAsync());
        HttpUtility.ParseQueryString(there.Query)["code_challenge_method"].ShouldBe("S256", there.ToString());
        using var back = await browser.Open(there.ToString());
        return (there, back.Headers.Location.ShouldNotBeNull(await back.Content.ReadAsStringAsync()).ToString());
    }

    private static Stopped? Reason(Uri location)
    {
        var said = HttpUtility.ParseQueryString(location.ToString().Split('?', 2)[^1])["why"];
        return Enum.GetValues<Stopped>().Cast<Stopped?>().FirstOrDefault(s => Words.Of(s!.Value) == said);
    }

    private static async Task<List<string>> Roles(RunningApp app, TestPerson person)
    {
        var id = await person.Id;
        return await app.Look(async db =>
        {
            var roles = db.Roles;
            return (await db.RoleGrants.Where(g => g.Person == id).Join(roles, g => g.Role, r => r.Id, (g, r) => new { r.Code, g.Where }).ToListAsync())
                .Select(g => $"{g.Code}@{g.Where}").Order(StringComparer.Ordinal).ToList();
        });
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("content=\"0;url=(?<address>[^\"]+)\"")]
    private static partial Regex Leads();
}
