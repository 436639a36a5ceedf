using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Says what another ticket is to this one: its parent, its cause, the one it duplicates. Two tickets have one link, and a new one
/// takes the place of the old. Customers see nothing of it.</summary>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record LinkTickets(TicketNumber Ticket, TicketNumber Other, LinkRole Role) : ICommand;

internal sealed class LinkTicketsValidator : AbstractValidator<LinkTickets>
{
    public LinkTicketsValidator()
    {
        RuleFor(c => c.Role).IsInEnum().NotEqual(LinkRole.Merged).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.link-merged"));
        RuleFor(c => c.Other).NotEqual(c => c.Ticket).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.link-with-itself"));
    }
}

internal sealed class LinkTicketsHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<LinkTickets>
{
    /// <summary>Parents above parents: more than anybody can keep in mind.</summary>
    private const int Deepest = 10;

    public async ValueTask<Unit> Handle(LinkTickets command, CancellationToken ct)
    {
        var (ticket, other) = (await db.Tickets.Expect(command.Ticket, actor, ct), await db.Tickets.Expect(command.Other, actor, ct));
        var wanted = TicketLink.Between(ticket, other, command.Role);
        var (from, to) = wanted.From == ticket.Id ? (ticket, other) : (other, ticket);
        var (one, two) = (from.Id, to.Id);
        var links = await db.TicketLinks.Where(l => l.From == one || l.To == one || l.From == two || l.To == two).ToListAsync(ct);
        if (links.Contains(wanted)) return default;
        if (links.Find(l => l.Joins(one, two)) is { } before)
        {
            db.Remove(before);
            links.Remove(before);
            (before.From == one ? from : to).UnlinkFrom(before.From == one ? to : from, before.Kind, envelope.At);
        }
        foreach (var end in (Ticket[])[from, to])
            if (links.Count(l => l.From == end.Id || l.To == end.Id) >= Ticket.MostLinks) throw TicketRefusals.TooManyLinks(end);
        if (wanted.Kind == LinkKind.ChildOf) await MustFitBelow(from, to, links, ct);
        db.Add(wanted);
        from.LinkTo(to, wanted.Kind, envelope.At);
        return default;
    }

    private async Task MustFitBelow(Ticket child, Ticket parent, List<TicketLink> links, CancellationToken ct)
    {
        if (links.Exists(l => l.Kind == LinkKind.ChildOf && l.From == child.Id)) throw TicketRefusals.HasParent(child);
        // A link from the parent to the child is the one that is being replaced.
        var (above, top, bottom) = (parent.Id, parent.Id, child.Id);
        for (var i = 0; i < Deepest && above != child.Id; i++)
        {
            var below = above;
            if (await db.TicketLinks.Where(l => l.Kind == LinkKind.ChildOf && l.From == below && (l.From != top || l.To != bottom)).Select(l => (TicketId?)l.To).SingleOrDefaultAsync(ct) is not { } next) return;
            above = next;
        }
        throw TicketRefusals.ParentIsBelow(child, parent);
    }
}

internal static class LinkTicketsEndpoint
{
    public sealed record Given(LinkRole Role);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/links/{other}",
        async (TicketNumber ticket, TicketNumber other, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new LinkTickets(ticket, other, body.Role), ct);
            return TypedResults.NoContent();
        });
}
