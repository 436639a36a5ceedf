using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Who stands in the portal at this request, and under whose name. Scoped; the door fills it.</summary>
public sealed class PortalVisit
{
    /// <summary>Null for who is not signed in.</summary>
    public ContactId? Contact { get; private set; }

    public string Name { get; private set; } = "";

    public PortalBrand Brand { get; private set; } = null!;

    /// <summary>That of the company, since nobody asks a customer for theirs.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    public bool IsSignedIn => Contact is not null;

    internal void Begin(PortalArrival arrival) => (Contact, Name, Brand, Zone) = (arrival.Contact, arrival.Name, arrival.Brand, arrival.Zone);
}

/// <param name="Slug">Null for the default one, which addresses need not name.</param>
/// <param name="Name">What customers read.</param>
/// <param name="Logo">The path of its picture.</param>
public sealed record PortalBrand(BrandId Id, string? Slug, string Name, string? Logo, string? Accent);

/// <param name="Session">Null where the cookie is nobody's.</param>
/// <param name="Contact">Null without a session.</param>
public sealed record PortalArrival(BrowserSessionId? Session, ContactId? Contact, string Name, PortalBrand Brand, DateTimeZone Zone);
