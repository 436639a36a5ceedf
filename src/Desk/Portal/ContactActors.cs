using Bridgewatch.Access.Actors;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Who a customer is, read for each command: without any of our permissions, and with the sight that their organizations give them.</summary>
internal sealed class ContactActors(BridgewatchDb db, IClock clock) : IContactActors
{
    public async ValueTask<Actor> Load(Caller caller, CancellationToken ct)
    {
        var (id, now) = (new ContactId(caller.Id), clock.GetCurrentInstant());
        var name = await (
            from session in db.PortalSessions
            join contact in db.Contacts on session.Contact equals contact.Id
            where session.Id == caller.Session && session.Contact == id && session.ExpiresAt > now && contact.ArchivedAt == null && contact.ErasedAt == null
            select contact.Name).SingleOrDefaultAsync(ct) ?? throw new NotSignedIn();
        var all = await (
            from membership in db.Memberships
            join organization in db.Organizations on membership.Organization equals organization.Id
            where membership.Contact == id && membership.Sees == RequestSight.All && organization.ArchivedAt == null
            select organization.Id).ToListAsync(ct);
        var merged = await db.Contacts.Where(c => c.MergedInto == id).Select(c => c.Id).ToListAsync(ct);
        return new(caller, name, []) { FollowsAllOf = all, AlsoIs = merged };
    }
}
