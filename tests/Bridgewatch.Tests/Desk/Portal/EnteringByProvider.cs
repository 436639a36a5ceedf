using System.Net;
using Bridgewatch.Access;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Tests.Catalog;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Desk.Portal;

/// <summary>Customers for whom a provider of their brand vouches.</summary>
public class EnteringByProvider(OpenIdProvider provider) : IClassFixture<OpenIdProvider>
{
    private const string Begin = $"/sign-in/with/{OpenIdProvider.Key}?returnUrl=%2Fportal%3Fshow%3Dall";

    [Theory, BothEngines]
    public async Task A_customer_comes_in_as_the_contact_of_the_verified_address_or_joins_by_its_domain(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings(("PORTAL", "default")));
        await app.HasOrganization("Acme", "acme.example");
        foreach (var from in new[] { "kim@elsewhere.example", "lee@acme.example" })
            await app.Ada.Posts("tickets", new { subject = from, body = from, requester = new { email = from } });
        var people = await app.Look(db => db.People.CountAsync());
        using var kim = app.Browser();
        (await kim.Read("/portal/sign-in")).ShouldContain($"Sign in with {OpenIdProvider.Name}");
        (await kim.Read("/sign-in")).ShouldNotContain(OpenIdProvider.Name);
        provider.Seat(kim, new("sub-kim", "Kim@Elsewhere.example"));
        (await RoundTrip(kim)).ShouldEndWith("/portal?show=all");
        var page = await kim.Read("/portal?show=all");
        page.ShouldContain("T-1");
        page.ShouldNotContain("T-2");
        // The session is a customer's, as one that a mailed link began.
        (await kim.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await kim.Open("/queue")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await kim.Submit("/portal/new", ("Form.Subject", "By provider"), ("Form.Body", "b"))).Headers.Location!.ToString().ShouldEndWith("/portal/requests/T-3");

        using var mia = app.Browser();
        provider.Seat(mia, new("sub-mia", "mia@acme.example") { Name = "Mia Berg" });
        (await RoundTrip(mia)).ShouldEndWith("/portal?show=all");
        (await mia.Read("/portal?show=all")).ShouldNotContain("T-2", customMessage: "who joined by domain sees only their own");
        var made = (await app.Ada.Gets("contacts?q=mia@acme.example")).GetProperty("items")[0];
        (made.GetProperty("name").GetString(), made.GetProperty("organizations")[0].GetProperty("sees").GetString(), made.GetProperty("organizations")[0].GetProperty("by").GetString()).ShouldBe(("Mia Berg", "own", "domain"));
        (await app.Look(db => db.People.CountAsync())).ShouldBe(people, "nobody of ours came of it");
        (await app.AllJournalTypes()).Count(t => t == "desk.portal.entered.v1").ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task Nobody_comes_in_unverified_unknown_or_archived_and_each_is_told_why(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings(("PORTAL", "default")));
        await app.HasOrganization("Acme", "acme.example");
        var gone = await app.Send(new AddContact("Gone", ["gone@acme.example"]));
        await app.Send(new ArchiveContact(gone));
        await app.Ada.Id;
        using var browser = app.Browser();
        foreach (var (account, says) in new[]
        {
            (new Account("sub-1", "kim@acme.example") { Verified = false }, "does not say that the mail address is yours"),
            (new Account("sub-2", "stranger@nowhere.example"), "We know nobody with the address"),
            (new Account("sub-3", "gone@acme.example"), "We know nobody with the address"),
            // One of ours has no portal by their own address, and no workspace by this door.
            (new Account("sub-4", "ada@example.test"), "We know nobody with the address"),
            (null, "did not work"),
        })
        {
            provider.Seat(browser, account);
            var back = await RoundTrip(browser);
            back.ShouldStartWith("/portal/sign-in?stopped=");
            (await browser.Read(back)).ShouldContain(says);
            (await browser.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        (await app.Look(db => db.Set<Contact>().CountAsync())).ShouldBe(1);
        (await app.AllJournalTypes()).Count(t => t == "desk.portal.entry-refused.v1").ShouldBe(4);
    }

    [Theory, BothEngines]
    public async Task A_provider_lets_into_the_portal_of_its_own_brand(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: provider.Settings(("PORTAL", "harbour")));
        await app.Ada.Posts("brands", new { name = "Harbour" });
        await app.Send(new AddContact("Kim Ito", ["kim@acme.example"]));
        using var kim = app.Browser();
        (await kim.Read("/portal/sign-in")).ShouldNotContain(OpenIdProvider.Name);
        (await kim.Read("/portal/sign-in?brand=harbour")).ShouldContain($"Sign in with {OpenIdProvider.Name}");
        provider.Seat(kim, new("sub-kim", "kim@acme.example"));
        (await RoundTrip(kim)).ShouldEndWith("/portal?show=all");
        (await kim.Read("/portal")).ShouldContain("Harbour");
        provider.Seat(kim, null);
        (await RoundTrip(kim)).ShouldEndWith("&brand=harbour");
    }

    /// <summary>To the provider and back; returns where the customer is led then.</summary>
    private static async Task<string> RoundTrip(FormBrowser browser)
    {
        using var begun = await browser.Open(Begin);
        using var there = await browser.Open(begun.Headers.Location.ShouldNotBeNull(await begun.Content.ReadAsStringAsync()).ToString());
        using var back = await browser.Open(there.Headers.Location.ShouldNotBeNull(await there.Content.ReadAsStringAsync()).ToString());
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect, await back.Content.ReadAsStringAsync());
        return back.Headers.Location!.ToString();
    }
}
