using Bridgewatch.Desk.Routing;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Views;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Forms;

/// <summary>Whether a field earns the seconds that it costs.</summary>
public enum FieldStanding
{
    Works,

    /// <summary>Nearly always the first choice is taken: it may be first because it is right, or taken because it is first. Another order shows which.</summary>
    FirstChoiceAlways,

    /// <summary>No view, policy, rule or condition asks for it: it is proposed for removal.</summary>
    NobodyReads,
    Retired,
}

/// <summary>What tickets of the last 91 days say in a field.</summary>
/// <param name="Values">Tickets that say anything.</param>
/// <param name="Informative">Those that say more than the default or a word for nothing.</param>
/// <param name="First">Of a choice, tickets that took the first.</param>
/// <param name="Entropy">Of a choice, how much an answer tells, in bits; 0 where all are the same.</param>
/// <param name="Readers">What asks for it: names of views, SLA policies, routing rules, and other fields. Views of others count without their name.</param>
public sealed record FieldUse(int Values, int Informative, int? First, double? Entropy, IReadOnlyList<string> Readers, FieldStanding Standing);

/// <summary>Counts what fields say, and looks for what reads them.</summary>
public sealed class FieldUses(BridgewatchDb db, Actor actor, IClock clock)
{
    /// <summary>What nobody reads for so long is proposed for removal.</summary>
    public const int Days = 91;

    private const int Enough = 100;

    private const double Always = 0.9;

    internal async Task<IReadOnlyDictionary<string, FieldUse>> Of(IReadOnlyList<TicketField> fields, CancellationToken ct)
    {
        var since = clock.GetCurrentInstant() - Duration.FromDays(Days);
        var keys = fields.Select(f => f.Key).ToList();
        var said = from value in db.AllFieldValues
                   join ticket in db.Tickets on value.Ticket equals ticket.Id
                   where keys.Contains(value.Name) && ticket.OpenedAt >= since && !ticket.IsSpam && (ticket.Origin == Origin.Live || ticket.Origin == Origin.Drill)
                   select value;
        var counts = await said.GroupBy(v => v.Name).Select(g => new { g.Key, All = g.Count(), Informative = g.Count(v => v.Informative) }).ToDictionaryAsync(c => c.Key, ct);
        var choosing = fields.Where(f => f.Definition.Kind is FieldKind.Choice or FieldKind.CascadingChoice).Select(f => f.Key).ToList();
        var choices = choosing.Count == 0 ? [] : await said.Where(v => choosing.Contains(v.Name)).GroupBy(v => new { v.Name, v.Value }).Select(g => new Chosen(g.Key.Name, g.Key.Value, g.Count())).ToListAsync(ct);
        var readers = await Readers(fields, ct);
        return fields.ToDictionary(f => f.Key, f =>
        {
            var (all, informative) = counts.TryGetValue(f.Key, out var counted) ? (counted.All, counted.Informative) : (0, 0);
            var taken = choosing.Contains(f.Key) ? choices.Where(c => c.Name == f.Key).ToList() : null;
            var first = taken?.Where(c => c.Value == f.Definition.Values.First()).Sum(c => c.Count);
            return new FieldUse(all, informative, first, taken is null ? null : Entropy(taken, all), readers[f.Key], Standing(f, all, first, readers[f.Key].Count > 0, since));
        });
    }

    private static FieldStanding Standing(TicketField field, int all, int? first, bool isRead, Instant since) =>
        field.RetiredAt is not null ? FieldStanding.Retired
        : !isRead && field.AddedAt < since ? FieldStanding.NobodyReads
        : all >= Enough && first >= Always * all ? FieldStanding.FirstChoiceAlways : FieldStanding.Works;

    private static double Entropy(IEnumerable<Chosen> taken, int all) =>
        all == 0 ? 0 : Math.Round(taken.Select(c => (double)c.Count / all).Sum(share => share * -Math.Log2(share)), 2);

    private async Task<Dictionary<string, List<string>>> Readers(IReadOnlyList<TicketField> fields, CancellationToken ct)
    {
        var found = fields.ToDictionary(f => f.Key, _ => new List<string>());
        var me = actor.PersonOrNone;
        foreach (var view in await db.AllViews.AsNoTracking().Where(v => !v.Dropped).Select(v => new { v.Owner, v.Name, v.Query, v.Sharing }).ToListAsync(ct))
            Note(TicketNoun.Instance.Read(view.Query), view.Owner == me || view.Sharing == ViewSharing.Everyone ? view.Name : RuleTexts.Of<DeskTexts>("forms.a-view"));
        foreach (var policy in await db.SlaPolicies.Where(p => p.ArchivedAt == null).WithVersions().ToListAsync(ct)) Note(TicketNoun.Instance.Read(policy.Versions[^1].Read().When), policy.Name);
        foreach (var rule in await db.AllRoutingRules.AsNoTracking().Where(r => !r.Archived).Select(r => new { r.Name, r.When }).ToListAsync(ct)) Note(ArrivalNoun.Instance.Read(rule.When), rule.Name);
        foreach (var field in fields.Where(f => f.RetiredAt is null)) Note(TicketNoun.Instance.Read(field.Definition.When), field.Definition.Name);
        return found;

        void Note<T>(QueryReading<T> query, string reader)
        {
            foreach (var key in found.Keys.Where(key => query.Mentions(term => term.Field == ArrivalNoun.OwnField + key))) found[key].Add(reader);
        }
    }

    private sealed record Chosen(string Name, string Value, int Count);
}
