using System.Text.Json;
using System.Text.Json.Nodes;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>A canary writes to us, is answered and talked about, and is forgotten: contact, ticket, conversation, mail, answers.</summary>
public class ForgettingARequester
{
    private const string Address = "kim.canary.77e1@acme.example";
    private const string Name = "Kim Canary-77e1";

    [Theory, BothEngines]
    public async Task No_byte_of_a_canary_is_left_and_the_journal_still_verifies(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var open = new OpenTicket("The canary-77e1 cage is open", $"My name is {Name}, and my cage-77e1 stands open.", Requester: new(Address, Name), Channel: Channel.Email,
            Labels: ["canary-77e1-l", "vip"], ErrorCodes: ["ECANARY-77E1", "PAY-4102"]);
        var ticket = await app.Send(open, door => door.IdempotencyKey = "once");
        await app.Send(new AddNote(ticket.Number, $"I called {Name} about it."));
        await app.Send(new AddNote(ticket.Number, "Kim shuts the cage; kim.canary.77e1 is in the log."));
        var ada = new Caller(ActorKind.Person, Guid.Parse($"{await app.Ada.Id}"));
        await app.As(ada, new ReplyToTicket(ticket.Number, "Your cage-77e1 is shut now."), door => door.IdempotencyKey = "answer");
        var other = await app.Send(new OpenTicket("Another one's", "A text that stays.", Requester: new("lee@acme.example", "Lee Other")));
        await app.Seals();
        (await Canary.Traces(app, "canary-77e1", "canary.77e1", "cage-77e1", "CANARY-77E1")).ShouldNotBeEmpty("the canary must be there first");

        var erased = await Verb.Run(["person", "erase", Address.ToUpperInvariant(), .. Sealing.On(app.Store)]);
        erased.Exit.ShouldBe(0, erased.Errors);
        var stores = JsonDocument.Parse(erased.Output).RootElement.GetProperty("certificate").GetProperty("stores");
        stores.GetProperty("catalog.contacts").GetInt32().ShouldBe(1);
        stores.GetProperty("desk.conversations").GetInt32().ShouldBe(5);
        stores.GetProperty("kernel.idempotency").GetInt32().ShouldBe(2);

        (await Canary.Traces(app, "canary-77e1", "canary.77e1", "cage-77e1", "CANARY-77E1")).ShouldBeEmpty();
        await app.Seals();
        var verified = await app.Verifies();
        verified.Findings.ShouldBeEmpty();
        verified.Erased.ShouldBeGreaterThan(0);
        // The work stays as evidence, and so do the words of others.
        var rows = await app.Look(db => db.Tickets.OrderBy(t => t.OpenedAt).ThenBy(t => t.Number).Select(t => t.Subject).ToListAsync());
        rows.ShouldBe([Ticket.ErasedSubject, other.Subject], ignoreOrder: true);
        (await app.Look(db => db.Set<Message>().Select(m => m.Body).ToListAsync()))
            .ShouldBe(["", "", "I called … about it.", "… shuts the cage; … is in the log.", "A text that stays."], ignoreOrder: true);
        (await app.Look(db => db.Set<TicketLabel>().Select(l => l.Label).ToListAsync())).ShouldBe(["vip"]);
        (await app.Look(db => db.Set<TicketCode>().Select(c => c.Code).ToListAsync())).ShouldBe(["PAY-4102"]);
        (await Verb.Run(["person", "erase", Address, .. Sealing.On(app.Store)])).Exit.ShouldBe(2, "nobody is found any more");
    }

    [Theory, BothEngines]
    public async Task Fields_of_tickets_that_they_did_not_ask_name_them_no_more_and_nothing_else_of_these_changes(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var fields = new { user = Address, seen = $"{Name} <{Address.ToUpperInvariant()}>", host = "kim.example", tries = 3, retried = true };
        await app.Send(new AddContact(Name, [Address]));
        await app.Ada.Posts("tickets", new { subject = "Sign-in fails", body = "Told by a program.", labels = new[] { "sign-in" }, errorCodes = new[] { "AUTH-77" }, fields });
        await app.Ada.Posts("tickets", new { subject = "Another one's", body = "A text that stays.", requester = new { email = "lee@acme.example" }, fields });
        await app.Ada.Posts("tickets", new { subject = "Nobody's", body = "A text that stays.", fields = new { user = "lee@acme.example" } });
        var before = await All();
        before[0]!["fields"]!["user"]!.GetValue<string>().ShouldBe(Address);

        var erased = await app.Send(new ErasePerson(Address));
        erased.Stores["desk.conversations"].ShouldBe(2);
        var after = await All();
        foreach (var ticket in before.Take(2))
        {
            ticket!["fields"]!["user"] = "…";
            ticket["fields"]!["seen"] = "… <…>";
        }
        JsonNode.DeepEquals(before, after).ShouldBeTrue(after.ToJsonString());
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ErasePerson(Address)))).Name.ShouldBe("nobody-found");

        async Task<JsonArray> All() => [.. await Task.WhenAll(new[] { "T-1", "T-2", "T-3" }.Select(async t => JsonNode.Parse((await app.Ada.Gets($"tickets/{t}")).GetRawText())))];
    }
}
