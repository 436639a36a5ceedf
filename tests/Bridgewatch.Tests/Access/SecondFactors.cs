using System.Net;
using System.Text.RegularExpressions;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.Passkeys;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using OtpNet;

namespace Bridgewatch.Tests.Access;

public partial class SecondFactors
{
    private const string Email = "ada@example.test";

    [Theory, BothEngines]
    public async Task After_the_password_a_code_is_asked_for_and_each_works_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (key, recovery) = await SetUp(app, app.Ada);
        recovery.Count.ShouldBe(RecoveryCode.Given);
        app.MoveClock(Duration.FromMinutes(1));

        using var browser = app.Browser();
        var page = await Owes(browser, "/sign-in/code?");
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "half the way opens nothing");
        (await Text(await browser.Submit(page, ("Form.Code", "000000")))).ShouldContain("The code does not fit");
        (await browser.Submit(page, ("Form.Code", Code(app, key)))).Headers.Location!.ToString().ShouldEndWith("/account");
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var thief = app.Browser();
        page = await Owes(thief, "/sign-in/code?");
        (await Text(await thief.Submit(page, ("Form.Code", Code(app, key))))).ShouldContain("The code does not fit");

        using var other = app.Browser();
        page = await Owes(other, "/sign-in/code?");
        (await other.Submit(page, ("Form.Code", recovery[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page = await Owes(thief, "/sign-in/code?");
        (await Text(await thief.Submit(page, ("Form.Code", recovery[3])))).ShouldContain("The code does not fit");
        var types = await app.AllJournalTypes();
        types.ShouldContain("access.authenticator.added.v1");
        types.Count(t => t == "access.recovery-code.used.v1").ShouldBe(1);
        types.Count(t => t == "access.sign-in.done.v1").ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task Of_two_with_the_same_code_at_once_one_comes_in_and_wrong_codes_end_in_a_pause(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (key, _) = await SetUp(app, app.Ada);
        app.MoveClock(Duration.FromMinutes(1));
        var half = await app.As(Caller.Anonymous, new SignInWithPassword(Email, RunningApp.Password));
        half.Owes.ShouldBe(Owed.Code);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Try(app, half, Code(app, key))));
        both.Count(a => a.Person is not null).ShouldBe(1);

        app.MoveClock(Duration.FromHours(25));
        half = await app.As(Caller.Anonymous, new SignInWithPassword(Email, RunningApp.Password));
        for (var i = 1; i < Lockout.Allowed; i++) (await Try(app, half, "123456")).PausedUntil.ShouldBeNull();
        (await Try(app, half, Code(app, key))).PausedUntil.ShouldNotBeNull("the right code comes too late");
        await Should.ThrowAsync<NotSignedIn>(() => app.As(Caller.Anonymous, new SignInWithCode(half.Person!.Value, "made up", Code(app, key))));
    }

    [Theory, BothEngines]
    public async Task Where_everybody_needs_one_the_next_sign_in_sets_it_up(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        await app.Admin.Puts("settings/access.sign-in", new { secondFactorRequired = true });
        using var browser = app.Browser();
        var page = await Owes(browser, "/sign-in/second-factor?");
        WebUtility.HtmlDecode(await browser.Read(page)).ShouldContain("data:image/svg+xml;base64,");
        var wrong = await browser.Submit(page, ("Form.Code", "000000"));
        (await Text(wrong)).ShouldContain("The code does not fit");
        // The key of the page that was answered, which comes back beside the finding.
        var shown = await Text(await browser.Submit(page, ("Form.Code", "000001")));
        var (key, offer) = (Base32Encoding.ToBytes(Key().Match(shown).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal)), Sealed().Match(shown).Groups["offer"].Value);
        var hidden = WebUtility.HtmlDecode(offer);
        var half = await app.As(Caller.Anonymous, new SignInWithPassword(Email, RunningApp.Password));
        var answer = await app.As(Caller.Anonymous, new SetUpAtSignIn(half.Person!.Value, half.Stamp!, hidden, Code(app, key)));
        (answer.SignIn.Person, answer.RecoveryCodes.Count).ShouldBe((half.Person, RecoveryCode.Given));
        await Owes(browser, "/sign-in/code?");
    }

    [Theory, BothEngines]
    public async Task A_reset_link_does_not_lead_around_it_and_a_lost_one_is_taken_by_an_administrator(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await SetUp(app, app.Ada);
        var link = new Uri((await app.Send(new MakeResetLink(await app.Ada.Id, Show: true))).Url!).AbsolutePath;
        using var browser = app.Browser();
        (await browser.Submit(link, ("Form.Password", "a whole new sentence"))).Headers.Location!.ToString().ShouldContain("/sign-in/code?");
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await app.Ada.IsRefused(403, HttpMethod.Delete, $"people/{await app.Ada.Id}/second-factor");
        (await app.Admin.IsRefused(409, HttpMethod.Delete, $"people/{await app.Admin.Id}/second-factor")).GetProperty("type").GetString()!.ShouldEndWith("own-second-factor");
        await app.Admin.Deletes($"people/{await app.Ada.Id}/second-factor");
        await app.Admin.IsRefused(409, HttpMethod.Delete, $"people/{await app.Ada.Id}/second-factor");
        using var after = app.Browser();
        (await after.SignIn(Email, "a whole new sentence")).Headers.Location!.ToString().ShouldEndWith("/account");
        (await app.AllJournalTypes()).ShouldContain("access.second-factor.taken.v1");
    }

    [Theory, BothEngines]
    public async Task Changing_what_protects_an_account_takes_a_code_again(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (key, recovery) = await SetUp(app, app.Ada);
        var ada = new Caller(ActorKind.Person, (await app.Ada.Id).Value);
        app.MoveClock(Duration.FromMinutes(1));
        await Should.ThrowAsync<Invalid>(() => app.As(ada, new MakeRecoveryCodes("123456")));
        var renewed = await app.As(ada, new MakeRecoveryCodes(Code(app, key)));
        await Should.ThrowAsync<Invalid>(() => app.As(ada, new RemoveAuthenticator(recovery[0])), "earlier recovery codes have ended");
        await app.As(ada, new RemoveAuthenticator(renewed[0]));
        (await app.As(Caller.Anonymous, new SignInWithPassword(Email, RunningApp.Password))).Owes.ShouldBeNull();
    }

    [Fact]
    public async Task A_passkey_that_no_device_made_is_refused_and_says_nothing_of_anybody()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Gets("me");
        foreach (var (state, credential) in new[] { ("", ""), ("made up", "{}"), (await State(app), "{}"), (await State(app), "null"), (await State(app), "[1]") })
            (await app.As(Caller.Anonymous, new SignInWithPasskey(state, credential))).ShouldBe(new SignInAnswer(null, null, null));
        var ada = new Caller(ActorKind.Person, (await app.Ada.Id).Value);
        (await Should.ThrowAsync<Refusal>(async () => await app.As(ada, new AddPasskey("Laptop", await State(app), "{}")))).Name.ShouldBe("passkey-unfit");
    }

    private static async Task<string> State(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<PasskeyCheck>().ToSignIn()).State;
    }

    private static async Task<(byte[] Key, IReadOnlyList<string> Recovery)> SetUp(RunningApp app, TestPerson person)
    {
        var offer = app.Services.GetRequiredService<AuthenticatorKeys>().Offer("Northwind", Email);
        var key = Base32Encoding.ToBytes(offer.Key.Replace(" ", "", StringComparison.Ordinal));
        return (key, await app.As(new Caller(ActorKind.Person, (await person.Id).Value), new SetUpAuthenticator(offer.Sealed, Code(app, key))));
    }

    private static string Code(RunningApp app, byte[] key) => new Totp(key).ComputeTotp(app.Now.ToDateTimeUtc());

    private static Task<SignInAnswer> Try(RunningApp app, SignInAnswer half, string code) =>
        app.As(Caller.Anonymous, new SignInWithCode(half.Person!.Value, half.Stamp!, code));

    /// <summary>Gives the password, and returns the page to which that leads.</summary>
    private static async Task<string> Owes(FormBrowser browser, string what)
    {
        var next = (await browser.SignIn(Email)).Headers.Location!.ToString();
        next.ShouldContain(what);
        return next[next.IndexOf("/sign-in", StringComparison.Ordinal)..];
    }

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    [GeneratedRegex("data-key>(?<key>[A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"Form.Offer\" value=\"(?<offer>[^\"]+)\"")]
    private static partial Regex Sealed();
}
