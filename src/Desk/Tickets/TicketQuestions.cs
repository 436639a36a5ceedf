using System.Linq.Expressions;
using Bridgewatch.Access;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Views;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What was asked of tickets in the query language.</summary>
/// <param name="Text">As we would have written it.</param>
/// <param name="Condition">For the database.</param>
/// <param name="IsUnsolved">It asks for nothing but what still needs somebody.</param>
/// <param name="SaysSolved">It says itself whether solved tickets are meant.</param>
public sealed record TicketQuestion(string Text, Expression<Func<Ticket, bool>> Condition, bool IsUnsolved, bool SaysSolved);

/// <summary>Reads questions about tickets for the one who asks.</summary>
public sealed class TicketQuestions(BridgewatchDb db, Actor actor, IClock clock, NamesInQueries names, TicketLists lists, ViewQueries views, FieldCatalogue fields)
{
    private QueryAsker? _asker;

    public TicketLists Lists => lists;

    /// <exception cref="NotVisible">There is none, or not for this actor.</exception>
    public Task<ViewResource> View(ViewId id, CancellationToken ct) => views.One(id, ct);

    /// <summary>Null when nothing is asked.</summary>
    /// <param name="parameter">By which it came.</param>
    /// <exception cref="Invalid">It cannot be read, or names something that the actor does not see.</exception>
    public async Task<TicketQuestion?> Read(string parameter, string? text, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var reading = TicketNoun.Instance.Read(text);
        var bound = await reading.Bind(parameter, await Asker(ct), names.Find, ct);
        return new(bound.Text, QueryPattern.InSql(bound.Condition, db.Database.IsNpgsql()), reading.Demands(TicketNoun.IsUnsolved), reading.Mentions(TicketNoun.SaysSolved));
    }

    /// <summary>What could stand where somebody types.</summary>
    public async Task<QueryCompletion> Complete(string text, int caret, CancellationToken ct) => actor.May(DeskPermissions.ReadTickets)
        ? await new QueryCompleter<Ticket>(TicketNoun.Instance, names.Propose, await fields.ForQueries(ct)).Complete(text, caret, ct) : QueryCompletion.None;

    /// <summary>What was asked within a saved view. What is wrong is pointed at in what was asked.</summary>
    public async Task<TicketQuestion?> Read(string parameter, string? text, string? within, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(within) || string.IsNullOrWhiteSpace(text)) return await Read(parameter, string.IsNullOrWhiteSpace(text) ? within : text, ct);
        var reading = TicketNoun.Instance.Read(text);
        if (reading.Errors.Count > 0) throw QueryErrors.Invalid(parameter, reading.Errors);
        return await Read(parameter, $"({within}) ({text})", ct);
    }

    /// <summary>The same for all questions of one moment: the navigation counts many views at once.</summary>
    internal async Task<QueryAsker> Asker(CancellationToken ct)
    {
        if (_asker is { } known) return known;
        var me = actor.PersonOrNone;
        var zone = me is null ? null : await db.People.Where(p => p.Id == me).Select(p => p.Zone).SingleOrDefaultAsync(ct);
        return _asker = new(me, clock.GetCurrentInstant(), (zone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)) ?? DateTimeZone.Utc, actor.IsMasked(DeskPermissions.ReadTickets));
    }
}
