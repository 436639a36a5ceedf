using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Says who asks: of a ticket that nobody asked for, such as one of a monitor, or where it was somebody else. Their organization counts in the score.</summary>
/// <param name="Reason">Why; needed where the score then lets a P1 fall. Kept as a note.</param>
/// <param name="Discloses">Where the ticket had a requester of another organization, or of none: yes, the new one may read what was said on it.</param>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record NameRequester(TicketNumber Ticket, RequesterGiven Requester, string? Reason = null, bool Discloses = false) : ICommand;

internal sealed class NameRequesterValidator : AbstractValidator<NameRequester>
{
    public NameRequesterValidator()
    {
        RuleFor(c => c.Requester.Email).Must(a => MailAddress.Normalise(a) is not null)
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.not-an-address")).OverridePropertyName("Email");
        RuleFor(c => c.Reason).MaximumLength(OverridePriority.LongestReason);
    }
}

internal sealed class NameRequesterHandler(BridgewatchDb db, Actor actor, Envelope envelope, ISender sender, Settings settings, TicketFacts facts)
    : ICommandHandler<NameRequester>
{
    public async ValueTask<Unit> Handle(NameRequester command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var contact = await sender.Send(new EnsureContact(command.Requester.Email, command.Requester.Name), ct);
        var organization = await facts.Organization(contact.Organization, ct);
        var before = ticket.Priority;
        await db.Entry(ticket).Collection(t => t.Copies).LoadAsync(ct);
        ticket.AskedBy(contact.Contact, organization?.Id, organization?.Region, contact.Language, command.Discloses, envelope.At);
        var impact = await settings.Get<ImpactSettings>(ct);
        ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, await settings.Get<PatienceSettings>(ct), envelope.At);
        // The customer's tier and revenue count: what was guessed for a monitor's ticket may have made it a P1.
        if (actor.PersonOrNone is null || !ticket.AsksWhy(before)) return default;
        var reason = ticket.Reason(command.Reason, NotePurpose.Priority, actor, envelope.At);
        db.AllMessages.Add(reason);
        ticket.Explain(reason, envelope.At);
        return default;
    }
}

internal static class NameRequesterEndpoint
{
    public sealed record Given(string Email, string? Name = null, string? Reason = null, bool Discloses = false);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/requester",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new NameRequester(ticket, new(body.Email, body.Name), body.Reason, body.Discloses), ct);
            return TypedResults.NoContent();
        });
}
