using System.Text.Json;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>Lists of tickets by the query language, through the door.</summary>
public class AskingForTickets
{
    [Theory, BothEngines]
    public async Task A_query_finds_what_it_says(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("services", new { name = "Payments" });
        await app.Admin.Posts("components", new { name = "Settlement", parent = "payments" });
        await app.Admin.Posts("organizations", new { name = "Acme, Inc.", domains = new[] { "acme.example" } });
        await app.Ada.Posts("tickets", new { subject = "Payment declined: ERR_SSL_HANDSHAKE", body = "x", requester = new { email = "kim@acme.example", name = "Kim" }, component = "payments/settlement", labels = new[] { "vip" } });
        app.MoveClock(Duration.FromDays(2));
        await app.Ada.Posts("tickets", new { subject = "Printer", body = "LBL-2207", component = "payments" });
        await app.Ada.Posts("tickets", new { subject = "Card reader", body = "x", severity = "outage" });
        await app.Ada.Puts("tickets/T-2/assignment", new { person = (await app.Ada.Id).ToString() });
        await app.Ada.Puts("tickets/T-3/resolution", new { code = "answered", note = "It was the network." });

        foreach (var (query, found) in new (string, string[])[]
        {
            ("is:open", ["T-2", "T-1"]), ("is:solved", ["T-3"]), ("status:resolved,new", ["T-3", "T-1"]), ("assignee:me", ["T-2"]), ("assignee:ada", ["T-2"]), ("assignee:ada@example.test", ["T-2"]),
            ("assignee:none -is:solved", ["T-1"]), ("code:err_ssl_*", ["T-1"]), ("code:LBL-2207", ["T-2"]), ("label:VIP", ["T-1"]), ("organization:\"acme, inc.\"", ["T-1"]), ("org:acme*", ["T-1"]),
            ("requester:Kim@Acme.example", ["T-1"]), ("from:kim", ["T-1"]), ("component:payments/settlement", ["T-1"]), ("component:payments", ["T-2"]), ("service:payments", ["T-2", "T-1"]), ("component:none", ["T-3"]),
            ("created:<1d", ["T-3", "T-2"]), ("created:>1d", ["T-1"]), ("created:2026-03-27", ["T-1"]), ("created:>2026-03-27", ["T-3", "T-2"]), ("resolved:today", ["T-3"]), ("resolved:none", ["T-2", "T-1"]),
            ("subject:card OR subject:print*", ["T-3", "T-2"]), ("severity:outage", ["T-3"]), ("number:T-2,3", ["T-3", "T-2"]), ("number:>=2", ["T-3", "T-2"]), ("queue:support tier:L1", ["T-3", "T-2", "T-1"]), ("queue:none-such-*", []),
        })
        {
            Numbers(await app.Ada.Gets($"tickets?q={Uri.EscapeDataString(query)}&sort=created")).ShouldBe([.. found], query);
        }
        Numbers(await app.Ada.Gets("tickets?q=status%3Anew&component=payments%2Fsettlement")).ShouldBe(["T-1"], "the other parameters narrow it as well");
        (await app.Ada.Gets("tickets?q=is%3Aopen&count=true")).GetProperty("count").GetRawText().ShouldBe("{\"value\":2,\"capped\":false}");
    }

    [Theory, BothEngines]
    public async Task What_is_wrong_with_a_query_is_said_with_its_place(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var problem = await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?q=" + Uri.EscapeDataString("statsu:open tier:L9"));
        problem.GetProperty("errors").GetProperty("q")[0].GetString().ShouldBe("At 0: There is no field statsu. Did you mean status?");
        var first = problem.GetProperty("query")[0];
        (first.GetProperty("at").GetInt32(), first.GetProperty("length").GetInt32(), first.GetProperty("nearest").GetString()).ShouldBe((0, 6, "status"));
        problem.GetProperty("query").GetArrayLength().ShouldBe(2);
        foreach (var unknown in new[] { "assignee:nobody-here", "queue:nowhere", "organization:Nothing", "requester:x@y.example", "component:none/such", "service:nothing", "brand:other", "team:other", $"assignee:{Guid.CreateVersion7()}" })
            (await app.Ada.IsRefused(422, HttpMethod.Get, $"tickets?q={unknown}")).GetProperty("errors").GetProperty("q")[0].GetString()!.ShouldContain("There is no ");
        var sort = await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?sort=size");
        sort.GetProperty("errors").GetProperty("sort")[0].GetString().ShouldStartWith("Give one of rank, created, updated, priority, impact, ");
        foreach (var open in new[] { "rank", "priority", "impact", "-subject", "assignee" })
        {
            await app.Ada.IsRefused(422, HttpMethod.Get, $"tickets?sort={open}&q=status:closed");
            await app.Ada.Gets($"tickets?sort={open}&q=status:open");
        }
    }

    [Theory, BothEngines]
    public async Task Unsolved_tickets_are_sorted_by_any_column_and_the_other_way_round(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("organizations", new { name = "acme", domains = new[] { "acme.example" } });
        await app.Admin.Posts("organizations", new { name = "Zeta", domains = new[] { "zeta.example" } });
        await app.Admin.Posts("services", new { name = "Payments" });
        await app.Admin.Posts("components", new { name = "Settlement", parent = "payments" });
        await app.Ada.Posts("tickets", new { subject = "beta", body = "x", requester = new { email = "kim@zeta.example", name = "Kim" }, component = "payments/settlement", type = "request", labels = new[] { "vip" } });
        await app.Ada.Posts("tickets", new { subject = "Alpha", body = "LBL-2207", requester = new { email = "mo@acme.example", name = "Mo" }, type = "question", severity = "outage" });
        await app.Ada.Posts("tickets", new { subject = "gamma", body = "ABC-1100", component = "payments", type = "fault", labels = new[] { "eu" } });
        await app.Ada.Puts("tickets/T-3/assignment", new { person = (await app.Ada.Id).ToString() });
        await app.Ada.Posts("tickets/T-2/replies", new { body = "Which one?", then = "waiting-on-customer" });
        foreach (var (sort, order) in new (string, string[])[]
        {
            ("number", ["T-1", "T-2", "T-3"]), ("-number", ["T-3", "T-2", "T-1"]), ("subject", ["T-2", "T-1", "T-3"]), ("-subject", ["T-3", "T-1", "T-2"]), ("code", ["T-3", "T-2", "T-1"]),
            ("label", ["T-3", "T-1", "T-2"]), ("-label", ["T-2", "T-1", "T-3"]), ("organization", ["T-2", "T-1", "T-3"]), ("component", ["T-3", "T-1", "T-2"]), ("type", ["T-2", "T-3", "T-1"]),
            ("-created", ["T-1", "T-2", "T-3"]), ("created", ["T-3", "T-2", "T-1"]),
        })
        {
            Numbers(await app.Ada.Gets($"tickets?is=unsolved&sort={sort}")).ShouldBe([.. order], sort);
        }
        Numbers(await app.Ada.Gets("tickets?is=unsolved&sort=assignee"))[0].ShouldBe("T-3", "whoever has one comes before nobody");
        Numbers(await app.Ada.Gets("tickets?is=unsolved&sort=status"))[^1].ShouldBe("T-2", "what waits comes behind what is open");
        var view = await app.Ada.Posts("views", new { name = "By subject", query = "is:unsolved", sort = "-subject" });
        Numbers(await app.Ada.Gets($"tickets?view={view.GetProperty("id").GetString()}")).ShouldBe(["T-3", "T-1", "T-2"]);
        await app.Ada.IsRefused(400, HttpMethod.Post, "views", new { name = "Odd", query = "is:unsolved", sort = "size" });
    }

    [Theory, BothEngines]
    public async Task A_code_is_paged_and_counted_the_same_from_both_ends_and_beside_other_conditions(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 1; i <= 9; i++)
        {
            // Of three at one moment the number decides.
            if (i % 3 == 1) app.MoveClock(Duration.FromMinutes(1));
            await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", errorCodes = i % 2 == 0 ? new[] { "ABC-1100" } : i % 3 == 0 ? ["ABC-1100", "LBL-2207"] : ["LBL-2207"], labels = i < 5 ? new[] { "eu" } : [] });
        }
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "answered", note = "Done." });
        foreach (var (query, found) in new (string, int[])[]
        {
            ("code:ABC-1100", [2, 3, 4, 6, 8, 9]), ("code:abc-1100 label:eu", [2, 3, 4]), ("code:ABC-1100 code:LBL-2207", [3, 9]), ("code:ABC-1100,LBL-2207 label:eu", [1, 2, 3, 4]),
            ("code:ABC-1100 OR label:eu", [1, 2, 3, 4, 6, 8, 9]), ("-code:ABC-1100", [1, 5, 7]), ("is:open code:ABC-1100", [3, 4, 6, 8, 9]), ("code:ABC-1100 -code:LBL-2207", [2, 4, 6, 8]), ("code:NONE-1", []),
        })
        {
            foreach (var (sort, order) in new[] { ("created", found.Reverse()), ("-created", found) })
            {
                var (seen, next) = (new List<string>(), "");
                do
                {
                    var page = await app.Ada.Gets($"tickets?q={Uri.EscapeDataString(query)}&sort={sort}&limit=2&count=true{(next.Length > 0 ? $"&cursor={next}" : "")}");
                    page.GetProperty("count").GetProperty("value").GetInt32().ShouldBe(found.Length, query);
                    seen.AddRange(Numbers(page));
                    next = page.GetProperty("next").GetString();
                } while (next is not null);
                seen.ShouldBe([.. order.Select(n => $"T-{n}")], $"{query} by {sort}");
            }
        }
        Numbers(await app.Ada.Gets("tickets?code=LBL-2207&label=eu&sort=created")).ShouldBe(["T-3", "T-1"]);
    }

    [Theory, BothEngines]
    public async Task Whoever_reads_masked_learns_no_subject_by_its_order(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Salary of Kim", body = "x" });
        var auditor = app.Person("Aud", "auditor");
        foreach (var sort in new[] { "subject", "-subject" })
            (await auditor.IsRefused(422, HttpMethod.Get, $"tickets?is=unsolved&sort={sort}")).GetProperty("errors").GetProperty("sort")[0].GetString()!.ShouldContain("masked");
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Pages_go_on_in_their_own_list_and_order_only(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 7; i++)
        {
            await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", severity = i % 2 == 0 ? "outage" : "minor" });
            app.MoveClock(Duration.FromMinutes(1));
        }
        foreach (var sort in Enum.GetValues<TicketSort>().SelectMany(by => new[] { new TicketOrder(by), new(by, Reversed: true) }).Select(order => order.ToString()))
        {
            var seen = new List<string>();
            for (string? next = ""; next is not null;)
            {
                var page = await app.Ada.Gets($"tickets?q=is:open&sort={sort}&limit=2{(next.Length > 0 ? $"&cursor={next}" : "")}");
                seen.AddRange(Numbers(page));
                next = page.GetProperty("next").GetString();
            }
            (seen.Count, seen.Distinct().Count()).ShouldBe((7, 7), sort);
        }
        var sorted = (await app.Ada.Gets("tickets?q=is:open&sort=subject&limit=2")).GetProperty("next").GetString()!;
        (await app.Ada.IsRefused(422, HttpMethod.Get, $"tickets?q=is:open&sort=subject&limit=2&cursor={sorted[..sorted.LastIndexOf('.')]}.AA")).GetProperty("errors").GetProperty("cursor");
        var cursor = (await app.Ada.Gets("tickets?q=is:open&sort=created&limit=2")).GetProperty("next").GetString();
        Numbers(await app.Ada.Gets($"tickets?q=is:unsolved%20&sort=created&limit=2&cursor=")).Count.ShouldBe(2);
        foreach (var other in new[] { "q=is:open&sort=updated", "q=is:open%20tier:L1&sort=created", "sort=created", "q=is:open&sort=created&queue=support" })
            (await app.Ada.IsRefused(422, HttpMethod.Get, $"tickets?{other}&limit=2&cursor={cursor}")).GetProperty("errors").GetProperty("cursor")[0].GetString()!.ShouldContain("another list");
    }

    [Theory, BothEngines]
    public async Task Nobody_gets_a_ticket_by_a_query_that_they_do_not_see(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = (await app.Admin.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" } })).GetProperty("id").GetString()!;
        await app.Admin.Posts("organizations", new { name = "Other", domains = new[] { "other.example" } });
        await app.Ada.Posts("tickets", new { subject = "Acme's settlement", body = "x", requester = new { email = "kim@acme.example", name = "Kim" } });
        await app.Ada.Posts("tickets", new { subject = "Other's settlement", body = "x", requester = new { email = "lee@other.example", name = "Lee" } });
        await app.Ada.Posts("tickets", new { subject = "Disk full", body = "x", type = "alert" });
        var kay = app.Person("Kay");
        await app.Grant(kay, "support-lead", GrantScope.Organization, Guid.Parse(acme));
        var nobody = app.Person("Nobody");
        var auditor = app.Person("Aud", "auditor");
        foreach (var query in new[] { "", "is:open", "-is:solved", "is:open OR is:solved", "NOT (organization:none assignee:none)", "subject:settlement", "number:T-2 OR number:T-1", "-subject:x OR -subject:y", "requester:none,*" })
        {
            Numbers(await kay.Gets($"tickets?q={Uri.EscapeDataString(query)}")).ShouldBeSubsetOf(["T-1"], query);
            await nobody.IsRefused(403, HttpMethod.Get, $"tickets?q={Uri.EscapeDataString(query)}");
        }
        // Another's customer is like none at all, and so in the same words.
        var hidden = await kay.IsRefused(422, HttpMethod.Get, "tickets?q=organization:Other");
        var missing = await kay.IsRefused(422, HttpMethod.Get, "tickets?q=organization:Never");
        hidden.GetProperty("errors").GetRawText().ShouldBe(missing.GetProperty("errors").GetRawText());
        await kay.IsRefused(422, HttpMethod.Get, "tickets?q=requester:lee@other.example");
        Numbers(await kay.Gets("tickets?q=organization:O*")).ShouldBeEmpty();

        // Whoever reads masked finds nothing of customers by guessing, also not by what is left over.
        Numbers(await auditor.Gets("tickets?q=subject:settlement")).ShouldBeEmpty();
        Numbers(await auditor.Gets("tickets?q=subject:disk")).ShouldBe(["T-3"]);
        Numbers(await auditor.Gets("tickets?q=-subject:settlement")).ShouldBe(Numbers(await auditor.Gets("tickets?q=-subject:nothing")));
        await auditor.IsRefused(422, HttpMethod.Get, "tickets?q=requester:kim@acme.example");

        // The door of the API knows no customers, whatever they ask.
        var kim = await app.Look(db => Task.FromResult(db.Contacts.Single(c => c.Name == "Kim").Id));
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Contact, kim.Value);
        var reads = scope.ServiceProvider.GetRequiredService<Reads>();
        await Should.ThrowAsync<NotSignedIn>(async () => await reads.From((TicketQuestions q, CancellationToken ct) => { q.Lists.MustRead(); return q.Read("q", "is:open", ct); }));
    }

    [Theory, BothEngines]
    public async Task Whatever_is_asked_is_answered_or_refused(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        string[] words = ["status", "is", "code", "subject", "organization", "created", "number", "impact", ":", ":", ":", "open", "*", "\"", "(", ")", "-", "OR", "NOT", ",", ">", "<", "7d", "none", "me", "ä", "%00", "😀", "%", "\\", "'", ";", "--", "2026-03-27", "9999-12-31", "-1", "99999999999999999999", " ", " "];
        var known = Gen.Int[0, words.Length - 1].Select(i => words[i]).Array[1, 12].Select(string.Concat);
        await Gen.OneOf(known, Gen.String[0, 40]).SampleAsync(async text =>
        {
            using var answer = await app.Ada.Sends(HttpMethod.Get, $"tickets?q={Uri.EscapeDataString(text)}");
            ((int)answer.StatusCode).ShouldBeOneOf(200, 422);
        }, iter: 150, threads: 1);
    }

    [Theory, BothEngines]
    public async Task What_fits_is_proposed_as_far_as_the_asker_sees_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("organizations", new { name = "Acme, Inc." });
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Person, (await app.Ada.Id).Value);
        var reads = scope.ServiceProvider.GetRequiredService<Reads>();
        async Task<(int From, int Length, string Texts)> At(string text)
        {
            var caret = text.IndexOf('|', StringComparison.Ordinal);
            var found = await reads.From((TicketQuestions q, CancellationToken ct) => q.Complete(text.Replace("|", "", StringComparison.Ordinal), caret, ct));
            return (found.From, found.Length, string.Join(" | ", found.Proposals.Select(p => p.Text)));
        }
        (await At("sta|")).ShouldBe((0, 3, "status:"));
        (await At("tier:L2 -pri|o")).ShouldBe((9, 4, "priority:"));
        (await At("status:wait|")).ShouldBe((7, 4, "waiting-on-customer | waiting-on-engineering"));
        (await At("priority:P1,P|")).ShouldBe((12, 1, "P1 | P2 | P3 | P4"));
        (await At("organization:ac|")).ShouldBe((13, 2, "\"Acme, Inc.\""));
        (await At("(assignee:m|")).ShouldBe((10, 1, "me"));
        (await At("assignee:ad|")).Texts.ShouldContain("ada");
        (await At("\"quoted sta|")).Texts.ShouldBeEmpty();
        (await At("nothing:x|")).Texts.ShouldBeEmpty();
        (await At("|")).Texts.Split(" | ").Length.ShouldBe(TicketNoun.Instance.Fields.Count);
    }

    private static List<string> Numbers(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString()!)];
}
