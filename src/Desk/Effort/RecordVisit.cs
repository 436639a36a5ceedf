using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Effort;

/// <summary>Keeps the active minutes of a stay on a ticket's page. Does nothing where recording is switched off.</summary>
[Requires(DeskPermissions.ReadTickets)]
public sealed record RecordVisit(TicketNumber Ticket, Instant StartedAt, int Minutes) : ICommand;

internal sealed class RecordVisitValidator : AbstractValidator<RecordVisit>
{
    public RecordVisitValidator() => RuleFor(c => c.Minutes).InclusiveBetween(1, Visit.LongestMinutes);
}

internal sealed class RecordVisitHandler(BridgewatchDb db, Actor actor, Settings settings) : ICommandHandler<RecordVisit>
{
    public async ValueTask<Unit> Handle(RecordVisit command, CancellationToken ct)
    {
        if (!(await settings.Get<DeskSettings>(ct)).RecordEffort) return default;
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == command.Ticket).Select(t => (TicketId?)t.Id)
            .SingleOrDefaultAsync(ct) ?? throw new NotVisible("ticket");
        db.AllVisits.Add(Visit.Made(ticket, actor.Person, Micros.Cut(command.StartedAt), command.Minutes));
        return default;
    }
}

/// <summary>Corrects the minutes of one's own visit.</summary>
[Requires(DeskPermissions.CorrectEffort)]
public sealed record CorrectEffort(VisitId Visit, int Minutes) : ICommand;

internal sealed class CorrectEffortValidator : AbstractValidator<CorrectEffort>
{
    public CorrectEffortValidator() => RuleFor(c => c.Minutes).InclusiveBetween(0, Visit.LongestMinutes)
        .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.minutes", Visit.LongestMinutes));
}

internal sealed class CorrectEffortHandler(BridgewatchDb db, Actor actor) : ICommandHandler<CorrectEffort>
{
    public async ValueTask<Unit> Handle(CorrectEffort command, CancellationToken ct)
    {
        var me = actor.Person;
        var visit = await db.AllVisits.SingleOrDefaultAsync(v => v.Id == command.Visit && v.Person == me, ct) ?? throw new NotVisible("visit of yours");
        visit.Correct(command.Minutes);
        return default;
    }
}
