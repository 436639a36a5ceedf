using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Says who asks about a ticket that has no requester yet, such as one of a monitor. Their organization counts in the score.</summary>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record NameRequester(TicketNumber Ticket, RequesterGiven Requester) : ICommand;

internal sealed class NameRequesterValidator : AbstractValidator<NameRequester>
{
    public NameRequesterValidator() => RuleFor(c => c.Requester.Email).Must(a => MailAddress.Normalise(a) is not null)
        .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.not-an-address")).OverridePropertyName("Email");
}

internal sealed class NameRequesterHandler(BridgewatchDb db, Actor actor, Envelope envelope, ISender sender, Settings settings, TicketFacts facts)
    : ICommandHandler<NameRequester>
{
    public async ValueTask<Unit> Handle(NameRequester command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var contact = await sender.Send(new EnsureContact(command.Requester.Email, command.Requester.Name), ct);
        var organization = await facts.Organization(contact.Organization, ct);
        ticket.AskedBy(contact.Contact, organization?.Id, organization?.Region, contact.Language, envelope.At);
        var impact = await settings.Get<ImpactSettings>(ct);
        ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, await settings.Get<PatienceSettings>(ct), envelope.At);
        return default;
    }
}

internal static class NameRequesterEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/requester",
        async (TicketNumber ticket, RequesterGiven body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new NameRequester(ticket, body), ct);
            return TypedResults.NoContent();
        });
}
