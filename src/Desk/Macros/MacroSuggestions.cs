using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Macros;

/// <summary>A macro that was used on tickets like this one.</summary>
/// <param name="Like">What those tickets have in common with this one.</param>
/// <param name="Of">That error code, component or queue by name.</param>
/// <param name="Used">On so many of them it was used.</param>
/// <param name="Tickets">So many are like it.</param>
public sealed record SuggestedMacro(MacroId Macro, string Name, MacroKind Kind, MacroLikeness Like, string Of, int Used, int Tickets);

/// <summary>What tickets have in common, the closest first.</summary>
public enum MacroLikeness
{
    /// <summary>They speak of the same error code.</summary>
    Code,

    /// <summary>They are about the same component, in the same queue.</summary>
    Component,

    /// <summary>They are in the same queue.</summary>
    Queue,
}

/// <summary>Finds macros that colleagues used on tickets like one: on those with a code that were opened, and those of the queue that were touched, in the last 90 days,
/// of those that the actor sees. It counts and does not guess.</summary>
public sealed class MacroSuggestions(BridgewatchDb db, Actor actor, IClock clock, JournalTypes types, MacroQueries macros)
{
    private const int Most = 3;

    /// <summary>What was used once says nothing about the next time.</summary>
    private const int FewestUses = 2;

    /// <summary>So many tickets of a kind are looked at, the newest.</summary>
    private const int MostTickets = 300;

    private static readonly Duration Newest = Duration.FromDays(90);

    /// <summary>At most three; by closeness, then by how often.</summary>
    /// <exception cref="NotVisible">There is no such ticket, or not for this actor.</exception>
    public async Task<IReadOnlyList<SuggestedMacro>> For(TicketNumber number, CancellationToken ct)
    {
        var all = (await macros.All(ct)).ToDictionary(m => m.Id);
        var ticket = await db.Tickets.VisibleTo(actor).AsNoTracking().Include(t => t.Codes).SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw actor.Misses();
        if (all.Count == 0) return [];

        var kinds = await Alike(ticket, ct);
        var uses = await Uses([.. kinds.SelectMany(k => k.Tickets).Distinct()], ct);
        return [.. kinds.SelectMany(kind => Counted(kind, uses, all)).DistinctBy(s => s.Macro).Take(Most)];
    }

    /// <summary>Tickets that have something in common with this one, the closest kind first.</summary>
    private async Task<List<Kind>> Alike(Ticket ticket, CancellationToken ct)
    {
        var (since, kinds) = (clock.GetCurrentInstant() - Newest, new List<Kind>());
        foreach (var code in ticket.Codes.Select(c => c.Code).Order(StringComparer.Ordinal))
            kinds.Add(new(MacroLikeness.Code, code, await WithCode(ticket, code, since, ct)));

        var queue = await db.Tickets.VisibleTo(actor).Where(t => t.Queue == ticket.Queue && t.UpdatedAt >= since && t.Id != ticket.Id)
            .OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Number).Take(MostTickets).Select(t => new { t.Id, t.Component }).ToListAsync(ct);
        if (ticket.Component is { } component)
            kinds.Add(new(MacroLikeness.Component, await db.Components.Where(c => c.Id == component).Select(c => c.Name).SingleAsync(ct),
                [.. queue.Where(t => t.Component == component).Select(t => t.Id)]));
        kinds.Add(new(MacroLikeness.Queue, await db.Queues.Where(q => q.Id == ticket.Queue).Select(q => q.Name).SingleAsync(ct), [.. queue.Select(t => t.Id)]));
        return kinds;
    }

    /// <summary>From the index of the codes: asked of the tickets, SQLite would go through all of them.</summary>
    private async Task<List<TicketId>> WithCode(Ticket ticket, string code, Instant since, CancellationToken ct)
    {
        var newest = await db.Set<TicketCode>().Where(c => c.Code == code && c.OpenedAt >= since && c.Ticket != ticket.Id).OrderByDescending(c => c.OpenedAt).Take(MostTickets).Select(c => c.Ticket).ToListAsync(ct);
        return await db.Tickets.VisibleTo(actor).Where(t => newest.Contains(t.Id)).Select(t => t.Id).ToListAsync(ct);
    }

    /// <summary>Which macros were used on which tickets. A reply that was taken back used none.</summary>
    private async Task<ILookup<TicketId, MacroId>> Uses(IReadOnlyCollection<TicketId> tickets, CancellationToken ct)
    {
        string[] told = [types.NameOf(typeof(MacroUsed)), types.NameOf(typeof(ReplyWithdrawn))];
        var ids = tickets.Select(t => t.Value).ToList();
        var rows = await db.Journal.Where(r => ids.Contains(r.SubjectId) && told.Contains(r.Type)).Select(r => new { r.Type, r.Data }).ToListAsync(ct);
        var facts = rows.Select(r => types.Read(r.Type, r.Data)).ToList();
        var withdrawn = facts.OfType<ReplyWithdrawn>().Select(w => w.Message).ToHashSet();
        return facts.OfType<MacroUsed>().Where(u => !withdrawn.Contains(u.Message)).Select(u => (u.Ticket, u.Macro)).Distinct().ToLookup(u => u.Ticket, u => u.Macro);
    }

    private static IEnumerable<SuggestedMacro> Counted(Kind kind, ILookup<TicketId, MacroId> uses, Dictionary<MacroId, MacroResource> all) =>
        kind.Tickets.SelectMany(t => uses[t]).Where(all.ContainsKey).CountBy(m => m)
            .Where(m => m.Value >= FewestUses).OrderByDescending(m => m.Value).ThenBy(m => all[m.Key].Name, StringComparer.OrdinalIgnoreCase)
            .Select(m => new SuggestedMacro(m.Key, all[m.Key].Name, all[m.Key].Kind, kind.Like, kind.Of, m.Value, kind.Tickets.Count));

    private sealed record Kind(MacroLikeness Like, string Of, IReadOnlyList<TicketId> Tickets);
}
