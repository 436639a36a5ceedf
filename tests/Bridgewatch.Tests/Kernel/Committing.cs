using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel;

public class Committing
{
    [Theory, BothEngines]
    public async Task A_command_writes_its_state_and_its_entry_together(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var before = (await app.JournalTypes()).Count;
        var ticket = await app.Send(new OpenTicket("Sync stalls", "It stands still."));
        ticket.Number.Value.ShouldBeGreaterThan(0);
        (await app.JournalTypes()).Skip(before).ShouldBe(["desk.ticket.opened.v1"]);
    }

    [Theory, BothEngines]
    public async Task The_same_key_gives_the_first_answer_again_and_opens_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var first = await app.Send(new OpenTicket("Sync stalls", "It stands still."), d => d.IdempotencyKey = "k1");
        var entries = await app.JournalTypes();
        var second = await app.Send(new OpenTicket("Sync stalls", "It stands still."), d => d.IdempotencyKey = "k1");
        KernelJson.Write(second).ShouldBe(KernelJson.Write(first));
        await Should.ThrowAsync<KeyUsedOtherwise>(() => app.Send(new OpenTicket("Other", "x"), d => d.IdempotencyKey = "k1"));
        (await app.JournalTypes()).ShouldBe(entries);
    }

    [Theory, BothEngines]
    public async Task A_hundred_at_once_are_all_there_each_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var before = (await app.JournalTypes()).Count;
        var tickets = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => app.Send(new OpenTicket($"Sync {i}", "x")))));
        tickets.Select(t => t.Number).Distinct().Count().ShouldBe(100);
        (await app.JournalTypes()).Count.ShouldBe(before + 100);
    }

    [Theory, BothEngines]
    public async Task Tickets_of_one_new_requester_opened_at_once_share_one_contact(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var tickets = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            app.Send(new OpenTicket($"Sync {i}", "ERR_SSL_HANDSHAKE again", Requester: new("kim@acme.example", "Kim"))))));
        tickets.Select(t => t.Requester!.Id).Distinct().Count().ShouldBe(1);
        tickets.ShouldAllBe(t => t.ErrorCodes.SequenceEqual(new[] { "ERR_SSL_HANDSHAKE" }));
        tickets.ShouldAllBe(t => t.Impact.Factors!.Sum(f => f.Points) == t.Impact.Score);
    }
}
