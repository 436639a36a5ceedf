using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Leaves a request without signing in. It waits, and is a ticket once the link that is mailed to the address was used.</summary>
/// <param name="Answers">What was said in fields, by key, as it was typed; what is not asked of customers is passed over.</param>
[Requires(RequiresAttribute.Anyone)]
public sealed record LeaveRequest(string Address, string Name, string Subject, string Body, BrandId Brand, IReadOnlyDictionary<string, string>? Answers = null) : ICommand;

internal sealed class LeaveRequestValidator : AbstractValidator<LeaveRequest>
{
    public LeaveRequestValidator()
    {
        RuleFor(c => c.Address).Must(a => MailAddress.Normalise(a) is not null).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.not-an-address"));
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("portal.rule.name")).MaximumLength(Contact.LongestName)
            .Must(n => n is null || !n.Any(char.IsControl)).WithMessage(_ => RuleTexts.Of<DeskTexts>("portal.rule.name"));
        RuleFor(c => c.Subject).Must(s => !string.IsNullOrWhiteSpace(s)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.subject")).MaximumLength(Ticket.LongestSubject);
        RuleFor(c => c.Body).Must(b => !string.IsNullOrWhiteSpace(b)).WithMessage(_ => RuleTexts.Of<DeskTexts>("portal.rule.body")).MaximumLength(LeftRequest.LongestBody);
        RuleFor(c => c.Answers).Must(a => a is null || a.Values.Sum(v => v.Length) <= LeftRequest.LongestBody).WithMessage(_ => RuleTexts.Of<DeskTexts>("portal.rule.answers"));
    }
}

internal sealed class LeaveRequestHandler(BridgewatchDb db, Envelope envelope, Journal journal, PortalMail mail, CustomerAnswers answers) : ICommandHandler<LeaveRequest>
{
    /// <summary>Whose address it is has not asked for the mail, perhaps.</summary>
    internal const int MostADay = 5;

    public async ValueTask<Unit> Handle(LeaveRequest command, CancellationToken ct)
    {
        var (address, since) = (MailAddress.Normalise(command.Address)!, envelope.At - Duration.FromDays(1));
        // In the same words as every other time: whether the address was used before is nobody else's to know.
        if (await db.LeftRequests.CountAsync(r => r.Address == address && r.At > since, ct) >= MostADay) return default;
        var request = new LeftRequest
        {
            Id = LeftRequestId.New(),
            Brand = command.Brand,
            Address = address,
            Name = command.Name.Trim(),
            Subject = command.Subject.Trim(),
            Body = command.Body,
            Answers = await answers.Asked(command.Answers, ct),
            At = envelope.At,
            ExpiresAt = envelope.At + LeftRequest.Life,
        };
        db.Add(request);
        journal.Record(new("left-request", request.Id.Value), new RequestLeft(request.Id, request.Brand));
        var secret = mail.MakeLink(command.Brand, null, request.Id, null);
        await mail.Send("portal.mail.confirm", new("left-request", request.Id.Value), command.Brand, address, request.Name, secret, request.Subject, ct);
        return default;
    }
}

/// <summary>Somebody left a request without signing in; it waits until the address is shown to be theirs.</summary>
[JournalType("desk.portal.request-left.v1")]
public sealed record RequestLeft(LeftRequestId Request, BrandId Brand) : JournalEvent;
