using Bridgewatch.Access.Links;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Brands;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Portal;

/// <summary>Makes the portal's links within a command, and promises the mail that carries one.</summary>
internal sealed class PortalMail(
    BridgewatchDb db, Envelope envelope, Deliveries deliveries, PublicUrl address, WorkspaceBrand company, IStringLocalizer<DeskTexts> words)
{
    /// <summary>The secret of a new link.</summary>
    public string MakeLink(BrandId brand, ContactId? contact, LeftRequestId? request, string? path)
    {
        var secret = OneTimeLink.NewSecret();
        var life = request is null ? PortalLink.Life : LeftRequest.Life;
        db.Add(new PortalLink
        {
            Hash = OneTimeLink.HashOf(secret),
            Contact = contact,
            Request = request,
            Brand = brand,
            Path = path,
            MadeAt = envelope.At,
            ExpiresAt = envelope.At + life,
        });
        return secret;
    }

    /// <param name="key">Of the texts: <c>portal.mail.sign-in</c>.</param>
    /// <param name="about">Who is to be forgotten together with the mail.</param>
    /// <param name="subject">Of the request that it confirms.</param>
    public async Task Send(string key, Subject about, BrandId brandId, string to, string name, string secret, string? subject, CancellationToken ct)
    {
        var brand = await db.Brands.SingleAsync(b => b.Id == brandId, ct);
        var from = brand is { IsDefault: true, Name: Brand.DefaultName } ? company.Name : brand.Name;
        var text = words[$"{key}.text", name, from, address.Of(PortalPaths.Link(secret)), subject ?? ""];
        deliveries.Mail($"desk.portal:{Convert.ToHexStringLower(OneTimeLink.HashOf(secret))}", about, new(
            to, name, words[$"{key}.subject", from], text, null, $"{Guid.CreateVersion7()}@{address.Host}", [], from, brand.Sender)
        { LetsIn = true });
    }
}
