using Bridgewatch.BrowserTests.Desk;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;

namespace Bridgewatch.BrowserTests.Governance;

/// <summary>The practices board and the pages of operation and trust, with data.</summary>
public class GovernancePages(TestBrowser browser)
{
    private const int Tickets = 112;

    [Long]
    [Theory, EveryViewing]
    public async Task Every_page_is_accessible_and_gives_a_picture(Viewing viewing)
    {
        await using var place = await Open();
        var entry = await Fill(place.App);
        await using var visit = await SignIn(place, viewing);
        (string Path, string Name)[] pages =
        [
            ("/practices", "practices"), ("/practices/1.3", "practice"), ("/practices/1.1", "practice-not-available"),
            ("/admin/deliveries", "deliveries"), ("/admin/deliveries?state=dropped", "deliveries-none"), ($"/admin/deliveries/{await Dead(place.App)}", "delivery"),
            ("/admin/reactors", "reactors"), ("/admin/reactors/desk.tell-people", "reactor"),
            ("/admin/journal", "journal"), ($"/admin/journal/{entry}", "journal-entry"), ("/admin/journal?subject=T-1", "journal-filtered"),
            ("/admin/seal", "seal"), ("/admin/erase", "erase"),
        ];
        foreach (var (path, name) in pages)
        {
            await visit.OpenLive(path);
            await Workplace.Expect(visit.Page.Locator("h1").First).ToBeVisibleAsync();
            await Workplace.Expect(visit.Page.Locator(".skl")).ToHaveCountAsync(0);
            await visit.ShouldBeAccessible();
            new FileInfo(await visit.Screenshot($"governance-{name}")).Length.ShouldBeGreaterThan(1000);
        }
    }

    [Fact]
    public async Task The_board_leads_by_keys_to_a_practice_and_to_the_records_behind_its_figure()
    {
        await using var place = await Open();
        await Fill(place.App);
        await using var visit = await SignIn(place);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);
        await visit.OpenLive("/notifications");
        await keys.PressAsync("g");
        await keys.PressAsync("p");
        await visit.Reaches("/practices");
        await Workplace.Expect(page.Locator(".prc")).ToHaveCountAsync(42);
        await Workplace.Expect(page.Locator(".prc.u")).ToHaveCountAsync(38);
        var card = page.Locator("a.prc[href='/practices/1.3']");
        await Workplace.Expect(card).ToContainTextAsync("Off track");
        await card.FocusAsync();
        await keys.PressAsync("Enter");
        await visit.Reaches("/practices/1.3");
        await Workplace.Expect(page.GetByText("No queue reserves a share for technical debt")).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Link, new() { Name = $"84 of {Tickets}", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "The others" }).ClickAsync();
        await Workplace.Expect(page.Locator("#records .seg a[aria-current]")).ToHaveTextAsync("The others");
        await Workplace.Expect(page.Locator("#records tr[data-row]").First).ToContainTextAsync("How do we export");
        await Workplace.Expect(page.Locator("#records tr[data-row]")).ToHaveCountAsync(25);
        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        await Workplace.Expect(page.Locator("#records tr[data-row]")).ToHaveCountAsync(Tickets - 84 - 25);
        await page.Locator("#records tr[data-row] a").First.ClickAsync();
        await Workplace.Expect(page.Locator("#compose-text")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_delivery_is_tried_again_and_dropped_with_a_reason()
    {
        await using var place = await Open();
        await Fill(place.App);
        await using var visit = await SignIn(place);
        var page = visit.Page;
        await visit.OpenLive("/admin/deliveries");
        await Workplace.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Your payout file" })).ToHaveAttributeAsync("href", $"/admin/deliveries/{await Dead(place.App)}");
        await visit.OpenLive($"/admin/deliveries/{await Dead(place.App)}");
        await Workplace.Expect(page.GetByText("550 5.1.1 no such user")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("d");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Drop" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Say why it need not be sent.")).ToBeVisibleAsync();
        await page.GetByLabel("Reason").FillAsync("Kim has left the company.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Drop" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Kim has left the company.")).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0);
        (await place.App.JournalTypes()).ShouldContain("kernel.delivery.dropped.v1");
    }

    [Fact]
    public async Task An_entry_set_aside_is_tried_again_or_skipped()
    {
        await using var place = await Open();
        await Fill(place.App);
        await using var visit = await SignIn(place);
        var page = visit.Page;
        await visit.OpenLive("/admin/reactors");
        await page.GetByRole(AriaRole.Link, new() { Name = "desk.tell-people" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Skip" }).First.ClickAsync();
        await page.GetByLabel("Reason").FillAsync("It was told by telephone.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Skip" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Skipped: It was told by telephone.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToHaveCountAsync(0, new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task The_journal_is_filtered_proven_and_checked()
    {
        await using var place = await Open();
        await Fill(place.App);
        await using var visit = await SignIn(place);
        var page = visit.Page;
        await visit.OpenLive("/admin/journal");
        await page.Locator("input[name=subject]").FillAsync("T-1");
        await page.Locator("input[name=subject]").PressAsync("Enter");
        await visit.Reaches("/admin/journal?subject=T-1*");
        await visit.Live();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ticket opened" }).ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ticket opened" })).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator("dl dd a[href='/tickets/T-1']").First).ToHaveTextAsync("T-1");
        await Workplace.Expect(page.Locator("details pre")).ToBeHiddenAsync();
        await page.GetByText("As it was written").ClickAsync();
        await Workplace.Expect(page.Locator("details pre")).ToContainTextAsync("\"ticket\":");
        await Workplace.Expect(page.GetByText("its hash leads over the hashes below to the root")).ToBeVisibleAsync();
        await visit.OpenLive("/admin/seal");
        await page.Keyboard.PressAsync("v");
        await Workplace.Expect(page.GetByText("The journal is whole")).ToBeVisibleAsync();
        await place.App.Look(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET data = '{{}}' WHERE seq = (SELECT min(seq) FROM journal)"));
        await page.Keyboard.PressAsync("v");
        await Workplace.Expect(page.GetByText("its data was changed after it was written")).ToBeVisibleAsync();
        await visit.Screenshot("governance-seal-broken");
    }

    [Fact]
    public async Task A_person_is_erased_only_after_the_address_was_typed_again()
    {
        await using var place = await Open();
        await place.App.Ada.Posts("tickets", new { subject = "One", body = "One.", requester = new { email = "kim@acme.example", name = "Kim Larsen" } });
        await using var visit = await SignIn(place);
        var page = visit.Page;
        await visit.OpenLive("/admin/erase");
        await page.GetByLabel("Email address").FillAsync("kim@acme.example");
        await page.Keyboard.PressAsync("Enter");
        await Workplace.Expect(page.GetByText("Kim Larsen")).ToBeVisibleAsync();
        await page.GetByLabel("Type kim@acme.example to confirm").FillAsync("kim@acme");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase this person" }).ClickAsync();
        await Workplace.Expect(page.GetByText("This is not the address above.")).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByText("Choose why the person is erased.")).ToBeVisibleAsync();
        await page.GetByLabel("Reason").SelectOptionAsync("person-asked");
        await page.GetByLabel("Type kim@acme.example to confirm").FillAsync("kim@acme.example");
        await visit.Screenshot("governance-erase-found");
        await page.GetByRole(AriaRole.Button, new() { Name = "Erase this person" }).ClickAsync();
        await Workplace.Expect(page.GetByText("The person is erased", new() { Exact = true })).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("governance-erase-done");
        (await place.App.JournalTypes()).ShouldContain("kernel.person.erased.v1");
    }

    private Task<Workplace> Open() => Workplace.Open(browser, Duration.FromHours(30));

    private static Task<Visit> SignIn(Workplace place, Viewing? viewing = null) =>
        place.SignIn(place.App.Person("Robin", "administrator", "support-lead"), "Robin", viewing);

    /// <summary>Yesterday's tickets, three of four scored on known facts, and things that went wrong.</summary>
    /// <returns>An entry of the journal that is sealed.</returns>
    private static async Task<long> Fill(RunningApp app)
    {
        for (var i = 0; i < Tickets; i++)
        {
            await app.Send(i % 4 == 0
                ? new OpenTicket($"How do we export settlements of week {i}?", "We look for it.", TicketType.Question)
                : new OpenTicket($"Payout {4_100 + i} stays in “submitted”", "It says PAY-4102.", TicketType.Fault, null, null, ["PAY-4102"], Severity.Degraded, false, 1 + (i % 40)));
        }
        app.MoveClock(Duration.FromHours(30));
        await app.Services.GetRequiredService<Sealer>().Seal(default);
        var at = app.Now;
        var ticket = await app.Look(db => db.Tickets.Where(t => t.Number == new TicketNumber(1)).Select(t => t.Id).SingleAsync());
        var seqs = await app.Look(db => db.Journal.Where(r => r.Type == "desk.ticket.opened.v1").OrderBy(r => r.Seq).Select(r => r.Seq).Take(3).ToListAsync());
        await app.Look(async db =>
        {
            foreach (var (i, subject, to, error) in new[] { (1, "Your payout file", "kim@acme.example", "550 5.1.1 no such user"), (2, "Labels come out blank", "jan@hansewerk.example", "mail.example:587: Connection refused") })
            {
                db.Add(new Delivery
                {
                    Id = DeliveryId.New(),
                    Kind = Mail.Kind,
                    Key = $"reply/{i}",
                    SubjectKind = "ticket",
                    SubjectId = ticket.Value,
                    Payload = KernelJson.Write(new Mail(to, null, subject, "Text.", null, $"m{i}@bridgewatch", [])),
                    State = DeliveryState.Dead,
                    CreatedAt = at - Duration.FromHours(3 * i),
                    NextAt = at,
                    Attempts = i * 4,
                    LastError = error,
                });
            }
            foreach (var seq in seqs.Take(2))
            {
                db.Add(new PoisonEntry
                {
                    Reactor = "desk.tell-people",
                    Seq = seq,
                    Position = "",
                    Type = "desk.ticket.opened.v1",
                    At = at,
                    Attempts = 5,
                    Error = "System.InvalidOperationException: Sequence contains no elements\n   at Bridgewatch.Desk.Notifications.TellPeople.React()",
                });
            }
            return await db.SaveChangesAsync();
        });
        return seqs[0];
    }

    private static async Task<DeliveryId> Dead(RunningApp app) => await app.Look(db => db.Set<Delivery>().Where(d => d.Key == "reply/1").Select(d => d.Id).SingleAsync());
}
