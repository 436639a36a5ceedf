using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>Notes of absences and links to technical debt that name the person, and what the person was skilled in. That somebody was away stays, since it
/// says why they got nothing.</summary>
internal sealed class AssignmentErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.assignment";

    public IReadOnlyList<string> Tables => ["absence", "staff_skills", "ticket"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) =>
        (await Notes(subject, ct)).Count + (await Links(subject, ct)).Count + await Skills(subject).CountAsync(ct);

    /// <summary>Only what is about them: what they wrote about others is ours.</summary>
    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => subject.Person is null ? [] :
    [
        .. await db.AllAbsences.AsNoTracking().Where(a => a.Person == subject.Person).OrderBy(a => a.From).Select(a => new { a.FirstDay, a.LastDay, a.Note }).ToListAsync(ct),
        .. (await Skills(subject).AsNoTracking().ToListAsync(ct)).Select(s => new { s.Skills }),
    ];

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var (notes, links) = (await Notes(subject, ct), await Links(subject, ct));
        await db.AllAbsences.Where(a => notes.Contains(a.Id)).ExecuteUpdateAsync(s => s.SetProperty(a => a.Note, (string?)null), ct);
        await db.Tickets.Where(t => links.Contains(t.Id)).ExecuteUpdateAsync(s => s.SetProperty(t => t.DebtLink, (string?)null), ct);
        return notes.Count + links.Count + await Skills(subject).ExecuteDeleteAsync(ct);
    }

    private IQueryable<StaffSkills> Skills(ErasureSubject subject)
    {
        var person = subject.Person;
        return db.AllStaffSkills.Where(s => s.Person == person);
    }

    private async Task<List<AbsenceId>> Notes(ErasureSubject subject, CancellationToken ct)
    {
        var all = await db.AllAbsences.AsNoTracking().Where(a => a.Note != null).Select(a => new { a.Id, a.Person, a.Note }).ToListAsync(ct);
        return [.. all.Where(a => a.Person == subject.Person || Names(subject, a.Note!)).Select(a => a.Id)];
    }

    /// <summary>Few tickets have one.</summary>
    private async Task<List<TicketId>> Links(ErasureSubject subject, CancellationToken ct)
    {
        var all = await db.Tickets.AsNoTracking().Where(t => t.DebtLink != null).Select(t => new { t.Id, t.DebtLink }).ToListAsync(ct);
        return [.. all.Where(t => Names(subject, t.DebtLink!) || Names(subject, Uri.UnescapeDataString(t.DebtLink!))).Select(t => t.Id)];
    }

    private static bool Names(ErasureSubject subject, string text) =>
        subject.Traces.Concat(subject.Handles.Select(h => $"@{h}")).Any(trace => text.Contains(trace, StringComparison.OrdinalIgnoreCase));
}
