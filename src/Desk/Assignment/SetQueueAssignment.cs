using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Says how a queue is given out: whether the program does, to whom, when, and what share is kept for technical debt. What is left out stays.</summary>
/// <param name="Capacity">Who has so many tickets to work on gets no more from the program; null for no such end.</param>
/// <param name="Calendar">Id or short name of the calendar in whose hours the program gives; null for always.</param>
/// <param name="DebtReserve">In percent of what is taken; 0 for none.</param>
[Requires(DeskPermissions.ManageQueues)]
public sealed record SetQueueAssignment(
    string Queue, Given<PushMode> Push = default, Given<int?> Capacity = default, Given<string?> Calendar = default, Given<int> DebtReserve = default) : ICommand;

internal sealed class SetQueueAssignmentValidator : AbstractValidator<SetQueueAssignment>
{
    public SetQueueAssignmentValidator()
    {
        RuleFor(c => c.Push.Or(PushMode.None)).IsInEnum().OverridePropertyName("push");
        RuleFor(c => c.Capacity.Or(null)).InclusiveBetween(1, Queue.LargestCapacity).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.capacity", Queue.LargestCapacity)).OverridePropertyName("capacity");
        RuleFor(c => c.DebtReserve.Or(0)).InclusiveBetween(0, 100).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.percent")).OverridePropertyName("debtReserve");
    }
}

internal sealed class SetQueueAssignmentHandler(BridgewatchDb db, Actor actor) : ICommandHandler<SetQueueAssignment>
{
    public async ValueTask<Unit> Handle(SetQueueAssignment command, CancellationToken ct)
    {
        var queue = await db.AllQueues.SingleOrDefaultAsync(q => q.Slug == command.Queue, ct) ?? throw new NotVisible("queue");
        actor.MustHold(new(Team: queue.Team, Queue: queue.Id));
        var calendar = command.Calendar.Is(out var named) ? await Calendar(named, ct) : queue.Calendar;
        queue.Assign(command.Push.Or(queue.Push), command.Capacity.Or(queue.Capacity), calendar, command.DebtReserve.Or(queue.DebtReserve));
        return default;
    }

    private async Task<CalendarId?> Calendar(string? text, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var calendars = db.Calendars.Where(c => c.ArchivedAt == null);
        calendars = CalendarId.TryParse(text, out var id) ? calendars.Where(c => c.Id == id) : calendars.Where(c => c.Slug == text);
        return await calendars.Select(c => (CalendarId?)c.Id).SingleOrDefaultAsync(ct) ?? throw new Invalid("calendar", "There is no such calendar.");
    }
}

internal static class QueueAssignmentEndpoints
{
    public sealed record Body(Given<PushMode> Push, Given<int?> Capacity, Given<string?> Calendar, Given<int> DebtReserve);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/queues/{slug}/assignment", async (string slug, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((QueueAssignmentQueries q, CancellationToken c) => q.Of(slug, c), ct)));
        api.MapPatch("/queues/{slug}/assignment", async (string slug, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new SetQueueAssignment(slug, body.Push, body.Capacity, body.Calendar, body.DebtReserve), ct);
            return TypedResults.NoContent();
        });
    }
}
