using System.Globalization;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>A time during which a practice was in one state.</summary>
/// <param name="Because">Null when it worked.</param>
/// <param name="Until">Null while it lasts.</param>
/// <param name="Counted">The figure at its beginning; null where there was none.</param>
public sealed record PracticeSpellResource(PracticeState State, PracticeReason? Because, Instant From, Instant? Until, PracticeCount? Counted);

/// <summary>A decision about a practice.</summary>
/// <param name="Reason">Null where the day of review had come.</param>
/// <param name="By">Null where the day of review had come.</param>
/// <param name="Approval">What another person says to it; null where nobody has to.</param>
public sealed record PracticeDecisionResource(
    PracticeDecisionKind Kind, Instant At, DutyPerson? By, string? Reason, LocalDate? ReviewOn, string? Part, decimal? Before, decimal? Target,
    PracticeApprovalResource? Approval);

/// <param name="Afterwards">It was done already, since the team is too small to wait.</param>
/// <param name="By">Null while it waits.</param>
public sealed record PracticeApprovalResource(ApprovalId Id, ApprovalState State, bool Afterwards, DutyPerson? By, Instant? At);

/// <summary>In which states a practice was, and what was decided about it, the newest first.</summary>
public sealed class PracticeHistory(BridgewatchDb db, PracticeJudge judge, Actor actor, IColleagues colleagues)
{
    /// <summary>States during a period; of all times where none is given.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="until">The day after the last.</param>
    /// <exception cref="NotVisible">There is no such practice.</exception>
    public async Task<Page<PracticeSpellResource>> States(string number, LocalDate? from, LocalDate? until, string? cursor, int size, CancellationToken ct)
    {
        MustBeAllowed();
        Practice.By(number);
        var (zone, before) = (await judge.Zone(ct), Read(cursor));
        var spells = db.PracticeSpells.AsNoTracking().Where(s => s.Practice == number && s.Ordinal < before);
        if (from?.AtStartOfDayInZone(zone).ToInstant() is { } start) spells = spells.Where(s => s.Until > start);
        if (until?.AtStartOfDayInZone(zone).ToInstant() is { } end) spells = spells.Where(s => s.From < end);
        var page = Page.Of(await spells.OrderByDescending(s => s.Ordinal).Take(size + 1).ToListAsync(ct), size, last => Cursor(last.Ordinal));
        return new([.. page.Items.Select(s => new PracticeSpellResource(
            s.State, s.Because, s.From, s.Until == Micros.Never ? null : s.Until, s.Counted is { } counted ? KernelJson.Read<PracticeCount>(counted) : null))], page.Next);
    }

    /// <exception cref="NotVisible">There is no such practice.</exception>
    public async Task<Page<PracticeDecisionResource>> Decisions(string number, string? cursor, int size, CancellationToken ct)
    {
        MustBeAllowed();
        Practice.By(number);
        var before = Read(cursor);
        var rows = await db.PracticeDecisions.AsNoTracking().Where(d => d.Practice == number && d.Ordinal < before)
            .OrderByDescending(d => d.Ordinal).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => Cursor(last.Ordinal));
        var ids = page.Items.Select(d => d.Approval).OfType<ApprovalId>().ToList();
        var approvals = await db.Set<Approval>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var people = page.Items.Select(d => d.By).Concat(approvals.Values.Select(a => a.Decision?.By)).OfType<PersonId>().Distinct();
        var names = await colleagues.Names([.. people], ct);
        return new([.. page.Items.Select(d => new PracticeDecisionResource(
            d.Kind, d.At, Named(d.By), d.Reason, d.ReviewOn, d.Part, d.Before, d.Target, d.Approval is { } id ? Told(approvals.GetValueOrDefault(id)) : null))], page.Next);

        PracticeApprovalResource? Told(Approval? approval) =>
            approval is null ? null : new(approval.Id, approval.State, approval.Afterwards, Named(approval.Decision?.By), approval.Decision?.At);

        DutyPerson? Named(PersonId? person) => person is { } id ? new(id, names.GetValueOrDefault(id) ?? "") : null;
    }

    private static string Cursor(int ordinal) => ordinal.ToString(CultureInfo.InvariantCulture);

    private static int Read(string? cursor) => string.IsNullOrEmpty(cursor) ? int.MaxValue
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal
        : throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");

    private void MustBeAllowed()
    {
        if (!actor.May(GovernancePermissions.ReadPractices)) throw new Forbidden(GovernancePermissions.ReadPractices);
    }
}
