using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Links;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Brands;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Questions at the entrance: whose session it is, which brand, what a link is for. Asked before anybody is known.</summary>
internal sealed class PortalEntrance(BridgewatchDb db, IClock clock, Settings settings, WorkspaceBrand company)
{
    /// <param name="session">SHA-256 of what the cookie holds; null without one.</param>
    /// <param name="brand">The short name that the address gives.</param>
    public async Task<PortalArrival> Enter(byte[]? session, string? brand, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var found = session is null ? null : await (
            from s in db.PortalSessions.AsNoTracking()
            join c in db.Contacts on s.Contact equals c.Id
            where s.Hash == session && s.ExpiresAt > now && c.ArchivedAt == null && c.ErasedAt == null
            select new { s.Id, s.Contact, s.Brand, c.Name }).SingleOrDefaultAsync(ct);
        var (id, slug) = (found?.Brand ?? Brand.Default, found is null ? brand : null);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull((await settings.Get<Company>(ct)).Zone) ?? DateTimeZone.Utc;
        return new(found?.Id, found?.Contact, found?.Name ?? "", await BrandOf(id, slug, ct), zone);
    }

    /// <summary>What a link would do; null when it is spent, over, or was never given.</summary>
    public async Task<PortalLinkView?> Look(string secret, CancellationToken ct)
    {
        var (hash, now) = (OneTimeLink.HashOf(secret), clock.GetCurrentInstant());
        var link = await db.PortalLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Hash == hash && l.ExpiresAt > now, ct);
        if (link is null) return null;
        if (link.Request is not { } request) return link.Contact is null ? null : new(null);
        var subject = await db.LeftRequests.Where(r => r.Id == request).Select(r => r.Subject).SingleOrDefaultAsync(ct);
        return subject is null ? null : new(subject);
    }

    public async Task<bool> HasMail(CancellationToken ct) => (await settings.Get<OutgoingMail>(ct)).IsSetUp;

    /// <summary>An archived or unknown one gives the default one: a link from an old mail still opens.</summary>
    private async Task<PortalBrand> BrandOf(BrandId id, string? slug, CancellationToken ct)
    {
        var byName = slug is { Length: > 0 };
        var found = await db.Brands.Where(b => b.ArchivedAt == null && (b.Id == Brand.Default || (byName ? b.Slug == slug : b.Id == id)))
            .OrderBy(b => b.Id == Brand.Default).FirstAsync(ct);
        // Nobody named the default one yet, so it is the company itself.
        var name = found is { IsDefault: true, Name: Brand.DefaultName } ? company.Name : found.Name;
        return new(found.Id, found.IsDefault ? null : found.Slug, name, found.Logo is null ? null : BrandLogoDoor.PathOf(found.Logo), found.Accent);
    }
}

/// <param name="Request">The subject of the request that it confirms; null when it only signs in.</param>
public sealed record PortalLinkView(string? Request);
