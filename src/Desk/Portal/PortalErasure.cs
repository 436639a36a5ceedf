using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Portal;

/// <summary>Sessions, links and requests that wait: all of the person go. Signed out they are by it, too.</summary>
internal sealed class PortalErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.portal";

    public IReadOnlyList<string> Tables => ["portal_session", "portal_link", "left_request"];

    public async Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct) =>
        [.. (await Left(subject).Select(r => r.Id).ToListAsync(ct)).Select(id => new Concern(id.Value))];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) =>
        await db.PortalSessions.CountAsync(s => s.Contact == subject.Contact, ct) + await Left(subject).CountAsync(ct);

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) =>
        [.. await Left(subject).OrderBy(r => r.At).Select(r => new { r.Address, r.Name, r.Subject, r.Body, r.Answers, r.At }).ToListAsync(ct)];

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var ids = Left(subject).Select(r => (LeftRequestId?)r.Id);
        await db.PortalLinks.Where(l => (l.Contact != null && l.Contact == subject.Contact) || ids.Contains(l.Request)).ExecuteDeleteAsync(ct);
        return await db.PortalSessions.Where(s => s.Contact == subject.Contact).ExecuteDeleteAsync(ct) + await Left(subject).ExecuteDeleteAsync(ct);
    }

    private IQueryable<LeftRequest> Left(ErasureSubject subject)
    {
        var addresses = subject.Addresses.Select(a => Catalog.Contacts.MailAddress.Normalise(a)).OfType<string>().ToList();
        return db.LeftRequests.Where(r => addresses.Contains(r.Address));
    }
}
