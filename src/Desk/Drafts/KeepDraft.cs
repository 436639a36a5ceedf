using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Drafts;

/// <summary>Keeps what somebody has begun to write on a ticket. The newest text stays, from whichever device it comes.</summary>
/// <param name="Kind">A reply or a note: neither becomes the other.</param>
/// <param name="Text">The empty one forgets it.</param>
[Requires(DeskPermissions.WriteNotes)]
public sealed record KeepDraft(TicketNumber Ticket, MessageKind Kind, string Text) : ICommand;

internal sealed class KeepDraftValidator : AbstractValidator<KeepDraft>
{
    public KeepDraftValidator()
    {
        RuleFor(c => c.Kind).Must(k => k is MessageKind.Reply or MessageKind.Note).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.draft-kind"));
        RuleFor(c => c.Text).NotNull().MaximumLength(Message.LongestBody);
    }
}

internal sealed class KeepDraftHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<KeepDraft>
{
    public async ValueTask<Unit> Handle(KeepDraft command, CancellationToken ct)
    {
        var (me, ticket) = (actor.Person, await db.Tickets.VisibleTo(actor).AsNoTracking().SingleOrDefaultAsync(t => t.Number == command.Ticket, ct) ?? throw new NotVisible("ticket"));
        actor.MustHold(ticket.Place);
        var draft = await db.AllDrafts.SingleOrDefaultAsync(d => d.Person == me && d.Ticket == ticket.Id && d.Kind == command.Kind, ct);
        if (command.Text.Length == 0)
        {
            if (draft is not null) db.Remove(draft);
        }
        else if (draft is null) db.Add(new Draft { Person = me, Ticket = ticket.Id, Kind = command.Kind, Text = command.Text, At = envelope.At });
        else (draft.Text, draft.At) = (command.Text, envelope.At);
        return default;
    }
}

/// <summary>Forgets drafts that nobody went on with.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ForgetDrafts : ICommand, IBulkCommand
{
    internal static DueHandler Due { get; } = new("desk.forget-drafts", _ => new ForgetDrafts(), Duration.FromDays(1));
}

internal sealed class ForgetDraftsHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<ForgetDrafts>
{
    public async ValueTask<Unit> Handle(ForgetDrafts command, CancellationToken ct)
    {
        var before = envelope.At - Draft.Kept;
        await db.AllDrafts.Where(d => d.At < before).ExecuteDeleteAsync(ct);
        return default;
    }
}

/// <summary>One's own drafts.</summary>
public sealed class DraftQueries(BridgewatchDb db, Actor actor)
{
    /// <exception cref="NotVisible">There is no such ticket for this actor.</exception>
    public async Task<IReadOnlyList<DraftResource>> Mine(TicketNumber number, CancellationToken ct)
    {
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        var me = actor.PersonOrNone;
        if (me is null) return [];
        return await db.AllDrafts.AsNoTracking().Where(d => d.Person == me && d.Ticket == ticket).OrderBy(d => d.Kind).Select(d => new DraftResource(d.Kind, d.Text, d.At)).ToListAsync(ct);
    }
}

internal static class DraftEndpoints
{
    public sealed record Given(string Text);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tickets/{ticket}/drafts", async (TicketNumber ticket, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((DraftQueries q, CancellationToken c) => q.Mine(ticket, c), ct), limit, cursor, count)));
        api.MapPut("/tickets/{ticket}/drafts/{kind}", async (TicketNumber ticket, string kind, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new KeepDraft(ticket, Words.TryRead<MessageKind>(kind, out var known) ? known : throw new NotVisible("kind of draft"), body.Text), ct);
            return TypedResults.NoContent();
        });
    }
}
