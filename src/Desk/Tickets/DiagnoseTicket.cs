using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Confirms which component is at fault, and what the cause is.</summary>
/// <param name="Component">Its slug or id.</param>
/// <param name="Cause">What the cause is, in Markdown; kept as a note.</param>
[Requires(DeskPermissions.DiagnoseTickets)]
public sealed record DiagnoseTicket(TicketNumber Ticket, string Component, string Cause) : ICommand;

internal sealed class DiagnoseTicketValidator : AbstractValidator<DiagnoseTicket>
{
    public DiagnoseTicketValidator()
    {
        RuleFor(c => c.Component).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.name-the-component"));
        RuleFor(c => c.Cause).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.say-what-the-cause-is")).MaximumLength(Message.LongestBody);
    }
}

/// <summary>Whether the component is there.</summary>
internal sealed class DiagnoseTicketLookUp(TicketFacts facts) : ILookUp<DiagnoseTicket>
{
    public async ValueTask Look(DiagnoseTicket command, FieldFindings findings, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(command.Component)) await findings.Try(() => facts.Component(command.Component, ct));
    }
}

internal sealed class DiagnoseTicketHandler(BridgewatchDb db, Actor actor, Diagnosing diagnosing) : ICommandHandler<DiagnoseTicket>
{
    public async ValueTask<Unit> Handle(DiagnoseTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.MustTakeCorrections(actor);
        await diagnosing.Confirm(ticket, command.Component, command.Cause, ct);
        return default;
    }
}

internal static class DiagnoseTicketEndpoint
{
    public sealed record Given(string Component, string Cause);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/diagnosis",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new DiagnoseTicket(ticket, body.Component, body.Cause), ct);
            return TypedResults.NoContent();
        });
}
