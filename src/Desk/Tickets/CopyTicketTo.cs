using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Says who gets a copy of each reply beside the requester: these and no others. They read the mails and, by being copied, nothing else: not
/// what was said before, and nothing in the portal.</summary>
/// <param name="Emails">Addresses. Who is not known yet becomes a contact.</param>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record CopyTicketTo(TicketNumber Ticket, IReadOnlyList<string> Emails) : ICommand;

internal sealed class CopyTicketToValidator : AbstractValidator<CopyTicketTo>
{
    public CopyTicketToValidator()
    {
        RuleFor(c => c.Emails).Must(all => all is { Count: <= Ticket.MostCopies }).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.copies-most", Ticket.MostCopies));
        RuleFor(c => c.Emails).Must(all => all is null || Wrong(all) is null).WithMessage((_, all) => RuleTexts.Of<DeskTexts>("rule.copy-address", Wrong(all) ?? ""));
    }

    private static string? Wrong(IReadOnlyList<string> emails) => emails.FirstOrDefault(a => MailAddress.Normalise(a) is null);
}

internal sealed class CopyTicketToHandler(BridgewatchDb db, Actor actor, Envelope envelope, ISender sender) : ICommandHandler<CopyTicketTo>
{
    public async ValueTask<Unit> Handle(CopyTicketTo command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var copied = new List<ContactId>();
        foreach (var email in command.Emails.Select(MailAddress.Normalise).OfType<string>().Distinct())
            copied.Add((await sender.Send(new EnsureContact(email, null), ct)).Contact);
        await db.Entry(ticket).Collection(t => t.Copies).LoadAsync(ct);
        ticket.CopyTo(copied, envelope.At);
        return default;
    }
}

internal static class CopyTicketToEndpoint
{
    public sealed record Given(IReadOnlyList<string> Emails);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/copies",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new CopyTicketTo(ticket, body.Emails), ct);
            return TypedResults.NoContent();
        });
}
