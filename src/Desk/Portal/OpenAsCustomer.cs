using Bridgewatch.Catalog;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Portal;

/// <summary>A customer opens a request in the portal.</summary>
/// <param name="Service">The slug of a service that their organization uses; null when they do not say.</param>
/// <param name="Follows">A closed request of theirs that it goes on from.</param>
/// <param name="Files">Their contents are kept already; the page reads them before.</param>
/// <param name="Answers">What was said in fields, by key, as it was typed. What stands in no field is kept with the message: nobody is refused for a field.</param>
[Requires(RequiresAttribute.Customer)]
public sealed record OpenAsCustomer(
    string Subject, string Body, BrandId Brand, string? Service = null, TicketNumber? Follows = null, IReadOnlyList<BroughtFile>? Files = null,
    IReadOnlyDictionary<string, string>? Answers = null) : ICommand<TicketNumber>;

internal sealed class OpenAsCustomerValidator : AbstractValidator<OpenAsCustomer>
{
    public OpenAsCustomerValidator()
    {
        RuleFor(c => c.Subject).Must(s => !string.IsNullOrWhiteSpace(s)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.subject")).MaximumLength(Ticket.LongestSubject);
        RuleFor(c => c.Body).Must(b => !string.IsNullOrWhiteSpace(b)).WithMessage(_ => RuleTexts.Of<DeskTexts>("portal.rule.body")).MaximumLength(Message.LongestBody);
    }
}

internal sealed class OpenAsCustomerHandler(BridgewatchDb db, Actor actor, PortalQueries portal, CustomerAnswers answers, ISender sender) : ICommandHandler<OpenAsCustomer, TicketNumber>
{
    public async ValueTask<TicketNumber> Handle(OpenAsCustomer command, CancellationToken ct)
    {
        var me = actor.Contact;
        var address = await db.ContactAddresses.Where(a => a.Contact == me).OrderBy(a => a.Rank).Select(a => a.Address).FirstOrDefaultAsync(ct)
            ?? throw PortalRefusals.NoAddress();
        if (command.Service is { Length: > 0 } service && (await portal.Services(ct)).All(s => s.Slug != service))
            throw new Invalid("service", RuleTexts.Of<DeskTexts>("portal.rule.service"));
        if (command.Follows is { } earlier && !await db.Tickets.VisibleTo(actor).AnyAsync(t => t.Number == earlier, ct)) throw new NotVisible("request");
        var brand = await db.Brands.AnyAsync(b => b.Id == command.Brand && b.ArchivedAt == null, ct) ? command.Brand.ToString() : null;
        var (fields, unread) = await answers.Read(command.Answers, ct);
        var ticket = await sender.Send(new OpenTicket(
            command.Subject, CustomerAnswers.Below(command.Body, unread), Requester: new(address, actor.Name), Component: command.Service, Channel: Channel.Portal, Brand: brand,
            Follows: command.Follows, Files: command.Files, Fields: fields), ct);
        return ticket.Number;
    }
}
