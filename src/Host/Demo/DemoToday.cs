using System.Text;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Brands;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Drafts;
using Bridgewatch.Desk.Following;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Views;
using Bridgewatch.Host.CommandLine;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Bridgewatch.Kernel.Webhooks;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Host.Demo;

/// <summary>What is under way at the end of the two years: views that people share, tickets that belong together, what is put off, copied, attached, half
/// written, and what people owe. By the people of the demonstration themselves, as far as there are tickets for it.</summary>
internal sealed class DemoToday(Offline offline, DemoPlaces places, Instant now, CancellationToken ct)
{
    private const int LargestFamily = 6;

    private static readonly AttachmentSettings Limits = new();

    public async Task Go()
    {
        await Send(new AddBrand($"{DemoCompany.Name} Pay", "pay", "#7a3e9d"));
        var webhook = await Send(new AddWebhook("Chat of the payments team", $"https://chat.{DemoCompany.Domain}/hooks/support", ["desk.ticket.*"], "priority:P1,P2"));
        await Send(new ChangeWebhook(webhook.Id, Paused: true));
        await Views();
        var open = await Open();
        var byCode = open.Where(t => t.Code is not null).GroupBy(t => t.Code).Where(g => g.Count() > 2).OrderByDescending(g => g.Count()).ToList();
        foreach (var family in byCode.Take(2)) await Join([.. family.Take(LargestFamily)]);
        if (open.Where(t => t.Requester is not null).GroupBy(t => t.Requester).FirstOrDefault(g => g.Count() > 1) is { } twice)
            await As(places.Lead, new MergeTicket(twice.Last().Number, twice.First().Number));
        open = await Open();
        foreach (var (ticket, days) in open.Where(t => t.Assignee is not null && t.Priority > Priority.P2).Take(4).Zip([1, 2, 3, 7]))
            await As(ticket.Assignee!.Value, new SnoozeTicket(ticket.Number, now + Duration.FromDays(days)));
        foreach (var ticket in open.Where(t => t.Priority <= Priority.P2).Take(3)) await As(places.Lead, new FollowTicket(ticket.Number));
        foreach (var ticket in open.Where(t => t.Requester is not null).Take(3)) await Copy(ticket);
        foreach (var ticket in open.Where(t => t.Assignee is not null).Take(3)) await Attach(ticket);
        await Owe(open);
    }

    private async Task Views()
    {
        await As(places.Lead, new SaveView("Europe, unanswered", "is:unanswered region:eu-central", TicketSort.Rank, Sharing: ViewSharing.Everyone));
        await As(places.Lead, new SaveView("Regressions", "is:unsolved label:regression", TicketSort.Updated, Sharing: ViewSharing.Everyone));
        await As(places.Agents["payments"][0].Id, new SaveView("Payments, hurting most", "is:unsolved service:payments impact:>=50", TicketSort.Impact));
    }

    /// <summary>The oldest is the one to which the others belong.</summary>
    private async Task Join(IReadOnlyList<OpenOne> family)
    {
        foreach (var other in family.Skip(1)) await As(places.Lead, new LinkTickets(family[0].Number, other.Number, LinkRole.Child));
    }

    private async Task Copy(OpenOne ticket)
    {
        var customer = places.Customers.First(c => c.Contacts.Any(p => p.Id == ticket.Requester));
        var colleague = customer.Contacts.First(p => p.Id != ticket.Requester).Id;
        var address = await Look(db => db.ContactAddresses.Where(a => a.Contact == colleague).OrderBy(a => a.Rank).Select(a => a.Address).FirstAsync(ct));
        await As(places.Lead, new CopyTicketTo(ticket.Number, [address]));
    }

    /// <summary>A log beside a note, and an answer that is half written.</summary>
    private async Task Attach(OpenOne ticket)
    {
        var log = Encoding.UTF8.GetBytes($"{now}  WARN  {ticket.Code ?? "-"}  retry 3 of 3 gave up after 30 s\n");
        var file = await offline.AsOperator((Uploads uploads, CancellationToken c) => uploads.Keep("worker.log", new MemoryStream(log), Limits, c), ct);
        var who = ticket.Assignee!.Value;
        var brought = await As(who, new AddAttachment(ticket.Number, MessageKind.Note, file));
        await As(who, new AddNote(ticket.Number, "The log of the worker, from the minute in which it began.", [brought.Id]));
        await As(who, new KeepDraft(ticket.Number, MessageKind.Reply, "Hello,\n\nwe see in our log that"));
    }

    private async Task Owe(IReadOnlyList<OpenOne> open)
    {
        var (lead, agents) = (places.Lead, places.Agents.Values.SelectMany(a => a).ToList());
        var titles = new[] { "Write the article that was missing", "Call back with what engineering found", "Check that the fix holds after the weekend", "Ask for the log of last night" };
        foreach (var (ticket, title) in open.Where(t => t.Assignee is not null).Take(titles.Length).Zip(titles))
            await As(lead, new GiveTask(title, now + Duration.FromDays(1 + (title.Length % 4)), ticket.Assignee, null, ticket.Number.ToString()));
        var done = await As(lead, new GiveTask("Read the runbook for card captures once more", now + Duration.FromDays(1), agents[0].Id));
        await As(agents[0].Id, new CompleteTask(done));
        if (open.FirstOrDefault(t => t.Priority == Priority.P1) is { } urgent)
            await As(lead, new OverridePriority(urgent.Number, Priority.P2, "They work around it since noon, and nothing is lost."));
    }

    /// <summary>Oldest first.</summary>
    private Task<List<OpenOne>> Open() => Look(db => db.Tickets.Where(t => !t.IsSolved && t.Origin == Origin.Demo && t.SnoozedUntil == null).OrderBy(t => t.OpenedAt).ThenBy(t => t.Number)
        .Select(t => new OpenOne(t.Number, t.Priority, t.Assignee, t.Requester, t.Codes.Select(c => c.Code).FirstOrDefault())).ToListAsync(ct));

    private async Task<T> Look<T>(Func<BridgewatchDb, Task<T>> question)
    {
        await using var scope = offline.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<BridgewatchDb>());
    }

    private Task<T> Send<T>(ICommand<T> command) => offline.Send(command, ct, door => door.Origin = Origin.Demo);

    private Task<T> As<T>(PersonId person, ICommand<T> command) => offline.Send(command, ct, door =>
    {
        door.Origin = Origin.Demo;
        door.Caller = new(ActorKind.Person, person.Value);
    });

    private sealed record OpenOne(TicketNumber Number, Priority Priority, PersonId? Assignee, ContactId? Requester, string? Code);
}
