using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Tier and revenue of an organization from an instant on, until the next one.</summary>
public sealed record Worth(Instant Since, CustomerTier Tier, Money? Revenue);

/// <summary>What held at which time, read from the journal.</summary>
public sealed class OrganizationHistory(BridgewatchDb db, Actor actor, JournalTypes types)
{
    /// <summary>Every change of tier and revenue, oldest first; the last one holds now.</summary>
    /// <exception cref="NotVisible">There is no such organization for this actor.</exception>
    public async Task<IReadOnlyList<Worth>> Worth(OrganizationId id, CancellationToken ct)
    {
        actor.MustRead();
        if (!await db.Organizations.VisibleTo(actor).AnyAsync(o => o.Id == id, ct)) throw new NotVisible("organization");
        string[] names = [types.NameOf(typeof(OrganizationAdded)), types.NameOf(typeof(OrganizationTierChanged)), types.NameOf(typeof(OrganizationRevenueChanged))];
        var rows = await db.Journal.Where(r => r.SubjectId == id.Value && names.Contains(r.Type)).OrderBy(r => r.At).ThenBy(r => r.Seq)
            .Select(r => new { r.At, r.Type, r.Data }).ToListAsync(ct);
        var held = new List<Worth>();
        foreach (var row in rows)
        {
            var before = held.Count == 0 ? new(row.At, default, null) : held[^1];
            var after = types.Read(row.Type, row.Data) switch
            {
                OrganizationAdded added => new(row.At, added.Tier, null),
                OrganizationTierChanged changed => before with { Since = row.At, Tier = changed.To },
                OrganizationRevenueChanged changed => before with { Since = row.At, Revenue = changed.To },
                _ => before,
            };
            if (held.Count > 0 && before.Since == row.At) held[^1] = after;
            else held.Add(after);
        }
        return held;
    }

    /// <summary>What held at the end of a day in UTC; null before it was a customer.</summary>
    public async Task<Worth?> OnDay(OrganizationId id, LocalDate day, CancellationToken ct)
    {
        var end = day.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        return (await Worth(id, ct)).LastOrDefault(w => w.Since < end);
    }
}
