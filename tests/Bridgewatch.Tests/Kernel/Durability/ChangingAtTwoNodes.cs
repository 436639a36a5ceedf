using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Durability;

/// <summary>Two nodes on one PostgreSQL: the same tickets are changed at both at the same time, and what one does the other knows.</summary>
public class ChangingAtTwoNodes
{
    private const int Tickets = 4;
    private const int Deeds = 8;

    /// <summary>And a second for a machine that is busy.</summary>
    private static readonly TimeSpan WithinASecond = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task What_both_do_to_the_same_tickets_at_the_same_time_is_done_whole_and_once()
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var first = await RunningApp.On(Engine.Postgres);
        await using var second = await Node.Beside(first);
        var (here, bea) = (first.Ada, first.Person("Bea Second", BuiltInRoles.SupportLead));
        using var there = second.As(bea);
        await first.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@northwind.test" });
        for (var i = 0; i < Tickets + 2; i++) await here.Posts("tickets", new { subject = $"Sync {i}", body = "b", requester = new { email = "kim@acme.example", name = "Kim" } });

        var (said, told) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        await Task.WhenAll(new[] { (here, "here"), (there, "there") }.SelectMany(node => Enumerable.Range(1, Tickets).Select(ticket => Work(node.Item1, node.Item2, ticket))));
        told.ShouldBeEmpty();
        // One merges what the other takes apart, each as often as the other lets it.
        await Task.WhenAll(Enumerable.Range(0, Deeds).SelectMany(i => new[] { Tried(here, HttpMethod.Put, new { into = "T-1" }), Tried(there, HttpMethod.Delete, null) }));
        told.ShouldBeEmpty();

        var messages = await first.Look(db => db.Set<Message>().Select(m => m.Body).ToListAsync());
        messages.Where(said.Contains).Count().ShouldBe(said.Count, "no word is lost, and none is there twice");
        for (var ticket = 1; ticket <= Tickets; ticket++)
        {
            var labels = (await here.Gets($"tickets/T-{ticket}")).GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ToList();
            labels.Count.ShouldBe(2 * Deeds, $"T-{ticket}: {string.Join(' ', labels)}");
        }
        (await first.TicketsAreTheirFolds()).ShouldBe(Tickets + 2);
        var replies = said.Where(s => s.StartsWith("Reply", StringComparison.Ordinal)).ToList();
        await Eventually.Holds(() => sink.Received.Count(m => m.TextBody?.Contains("Reply", StringComparison.Ordinal) == true) >= replies.Count, "each reply is mailed");
        await Eventually.Holds(() => first.Look(async db => !await db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Pending && d.Kind == Mail.Kind)), "nothing waits");
        sink.Received.Select(m => m.MessageId).ShouldBeUnique();
        foreach (var reply in replies) sink.Received.Count(m => m.TextBody?.Contains(reply, StringComparison.Ordinal) == true && m.To.ToString().Contains("kim@", StringComparison.Ordinal)).ShouldBe(1, reply);
        await first.Seals();
        (await first.Verifies(await first.Exports())).Findings.ShouldBeEmpty();

        async Task Work(TestPerson person, string node, int ticket)
        {
            for (var i = 0; i < Deeds; i++)
            {
                foreach (var (path, body) in new[] { ("notes", $"Note {node} {ticket} {i}."), ("replies", $"Reply {node} {ticket} {i}.") })
                {
                    said.Add(body);
                    await Done(person, HttpMethod.Post, $"tickets/T-{ticket}/{path}", new { body });
                }
                await Done(person, HttpMethod.Post, "tickets/bulk", new { tickets = new[] { $"T-{ticket}" }, label = new { add = new[] { $"{node}-{i}" } } });
                await Done(person, HttpMethod.Put, $"tickets/T-{ticket}/drafts/note", new { text = $"{node} {i}" });
                await Done(person, HttpMethod.Put, $"tickets/T-{ticket}/links/T-{Tickets + 2}", new { role = "related" });
                await Done(person, HttpMethod.Put, $"tickets/T-{ticket}/snooze", new { until = (first.Now + Duration.FromHours(2 + i)).ToString() });
                if (i % 2 == 1) await Done(person, HttpMethod.Delete, $"tickets/T-{ticket}/snooze", null);
            }
        }

        async Task Done(TestPerson person, HttpMethod method, string path, object? body)
        {
            using var answer = await person.Sends(method, path, body);
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode || text.Contains("\"done\":false", StringComparison.Ordinal)) told.Add($"{method} {path}: {(int)answer.StatusCode} {text}");
        }

        async Task Tried(TestPerson person, HttpMethod method, object? body)
        {
            using var answer = await person.Sends(method, $"tickets/T-{Tickets + 1}/merge", body);
            if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.Conflict) told.Add($"merge: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task What_one_node_knows_the_other_knows_and_what_falls_due_happens_at_one()
    {
        await using var first = await RunningApp.On(Engine.Postgres);
        await using var second = await Node.Beside(first);
        var (here, admin) = (first.Ada, first.Admin);
        using var there = second.As(here);
        await here.Posts("tickets", new { subject = "Quokkas stall", body = "Since noon.", requester = new { email = "kim@acme.example", name = "Kim" } });

        await here.Puts("tickets/T-1/drafts/reply", new { text = "Begun here" });
        (await there.Gets("tickets/T-1/drafts")).GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("Begun here");
        await there.Puts("tickets/T-1/drafts/reply", new { text = "" });
        (await here.Gets("tickets/T-1/drafts")).GetProperty("items").GetArrayLength().ShouldBe(0);

        await there.Posts("tickets/T-1/notes", new { body = "Wombats, too." });
        foreach (var node in new[] { here, there })
            await Eventually.Passes(async () => (await node.Gets("search?q=wombats")).GetProperty("items").GetArrayLength().ShouldBe(1), "it is found at both");

        // A reply that is taken back at the other node is taken back.
        var reply = (await here.Posts("tickets/T-1/replies", new { body = "Regretted.", undoable = true })).GetProperty("id").GetString();
        await there.Deletes($"tickets/T-1/replies/{reply}");
        (await here.Gets($"tickets/T-1/messages/{reply}")).GetProperty("redacted").GetProperty("reason").GetString().ShouldBe("withdrawn");

        await here.Puts("tickets/T-1/snooze", new { until = (first.Now + Duration.FromHours(1)).ToString() });
        for (var i = 0; i < 3; i++)
        {
            first.MoveClock(Duration.FromMinutes(30));
            second.Services.GetRequiredService<Pulse>().Beat();
        }
        await Eventually.Holds(async () => (await there.Gets("tickets/T-1")).GetProperty("snoozedUntil").ValueKind == JsonValueKind.Null, "it wakes");
        (await first.JournalTypes()).Count(t => t == "desk.ticket.woke.v1").ShouldBe(1);

        // What is taken away at one counts at the other within a second.
        var lou = first.Person("Lou Berg", BuiltInRoles.SupportLead);
        using var louThere = second.As(lou);
        await louThere.Gets("tickets/T-1");
        var grant = (await admin.Gets($"people/{await lou.Id}")).GetProperty("roles")[0].GetProperty("id").GetString();
        await admin.Deletes($"people/{await lou.Id}/roles/{grant}");
        await Eventually.Passes(() => louThere.IsRefused(403, HttpMethod.Get, "tickets/T-1"), "the role counts no more", WithinASecond);
        await louThere.IsRefused(403, HttpMethod.Get, "search?q=wombats");
        using var adaThere = second.As(here);
        await adaThere.Gets("me");
        var token = (await here.Gets("tokens")).GetProperty("items")[0].GetProperty("id").GetString();
        await admin.Deletes($"tokens/{token}");
        await Eventually.Passes(() => adaThere.IsRefused(401, HttpMethod.Get, "me"), "the token counts no more", WithinASecond);
    }

    /// <summary>A second node on the same database, with the same clock.</summary>
    private sealed class Node(WebApplication app) : IAsyncDisposable
    {
        public IServiceProvider Services => app.Services;

        public static async Task<Node> Beside(RunningApp first)
        {
            var clock = first.Services.GetRequiredService<IClock>();
            var app = await Server.Build(new(TestRun.Folder("second"), first.Store.Connection, "http://127.0.0.1:0") { Replace = services => services.AddSingleton(clock) });
            await app.StartAsync(TestContext.Current.CancellationToken);
            await Eventually.Holds(() => app.Services.GetRequiredService<SearchIndex>().State.IsReady, "its index is made");
            return new(app);
        }

        /// <summary>The same person, knocking here.</summary>
        public TestPerson As(TestPerson person) => new(new(app.Urls.First()), async () => (await person.Id, await person.Token));

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
