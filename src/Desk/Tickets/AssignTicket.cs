using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Gives a ticket to a person, a queue, a team's queue or another tier. Exactly what is given changes.</summary>
/// <param name="Queue">A queue's slug.</param>
/// <param name="Team">A team: its first queue takes it.</param>
/// <param name="EvenIfAway">Somebody knows that the person is away, and means them all the same.</param>
[Requires(DeskPermissions.AssignTickets)]
public sealed record AssignTicket(
    TicketNumber Ticket, PersonId? Person = null, string? Queue = null, TeamId? Team = null, SupportTier? Tier = null, bool EvenIfAway = false) : ICommand;

internal sealed class AssignTicketValidator : AbstractValidator<AssignTicket>
{
    public AssignTicketValidator()
    {
        RuleFor(c => c.Tier).IsInEnum();
        RuleFor(c => c).Must(c => c.Person is not null || c.Queue is not null || c.Team is not null || c.Tier is not null)
            .WithName("person").WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.assignment"));
    }
}

internal sealed class AssignTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, People people, QueueOrder order, AbsenceQueries absences)
    : ICommandHandler<AssignTicket>
{
    public async ValueTask<Unit> Handle(AssignTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        if (ticket.Status == TicketStatus.Closed) throw TicketRefusals.Closed(ticket);
        // Before it goes anywhere: the order that was followed is that of the queue it was taken from.
        var (from, position) = (ticket.Queue, command.Person is { } taker && taker == actor.PersonOrNone ? await order.PositionOf(ticket, ct) : null);
        if (command.Queue is not null || command.Team is not null || command.Tier is not null)
        {
            var queue = await Queue(command, ticket, ct);
            ticket.Send(queue.Id, queue.Team, command.Tier ?? ticket.Tier, envelope.At);
        }
        if (command.Person is { } person)
        {
            if (!await people.Work(person, ct)) throw new Invalid("person", "There is no such person, or they have left.");
            if (!command.EvenIfAway && person != actor.PersonOrNone && await absences.Now(person, ct) is { } away) throw AssignmentRefusals.IsAway(away);
            if (position is { } place) db.TicketPulls.Add(TicketPull.Of(ticket, from, person, PullKind.Chosen, place, envelope.At));
            ticket.Assign(person, position, await settings.Get<PatienceSettings>(ct), envelope.At);
        }
        return default;
    }

    private async Task<Queue> Queue(AssignTicket command, Ticket ticket, CancellationToken ct)
    {
        var open = db.Queues.Where(q => !q.Archived);
        if (command.Queue is { } slug) return await open.SingleOrDefaultAsync(q => q.Slug == slug, ct) ?? throw new Invalid("queue", "There is no such queue.");
        if (command.Team is not { } team) return await db.Queues.SingleAsync(q => q.Id == ticket.Queue, ct);
        return await open.Where(q => q.Team == team).OrderBy(q => q.Slug).FirstOrDefaultAsync(ct) ?? throw new Invalid("team", "That team has no queue.");
    }
}

internal static class AssignTicketEndpoint
{
    /// <param name="Person">Id or e-mail address.</param>
    /// <param name="Team">Id or slug: its first queue takes the ticket.</param>
    /// <param name="Queue">A queue's slug.</param>
    /// <param name="EvenIfAway">True to give it to somebody who is away all the same.</param>
    public sealed record Body(string? Person = null, string? Team = null, string? Queue = null, SupportTier? Tier = null, bool EvenIfAway = false);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/assignment",
        async (TicketNumber ticket, Body body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(await reads.From((AssignmentNames names, CancellationToken c) => names.Read(ticket, body, c), ct), ct);
            return TypedResults.NoContent();
        });
}
