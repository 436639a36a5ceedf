using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Links;

/// <summary>A link as it is given away: by mail, or shown to whoever asked for it when there is no mail.</summary>
/// <param name="Url">Null when it went out by mail, and so is nobody else's to know.</param>
public sealed record GivenLink(string? Url, bool Mailed);

/// <summary>Makes one-time links within a command, and promises the mail that carries them.</summary>
internal sealed class LinkMaker(BridgewatchDb db, Envelope envelope, Settings settings, Deliveries deliveries, PublicUrl address, IStringLocalizer<AccessTexts> words)
{
    /// <summary>Earlier links of the same kind end.</summary>
    /// <param name="show">Gives the link back instead of mailing it.</param>
    public async Task<GivenLink> Make(LinkKind kind, Person person, bool show, CancellationToken ct)
    {
        var id = person.Id;
        db.OneTimeLinks.RemoveRange(await db.OneTimeLinks.Where(l => l.Person == id && l.Kind == kind).ToListAsync(ct));
        var secret = OneTimeLink.NewSecret();
        db.Add(new OneTimeLink { Hash = OneTimeLink.HashOf(secret), Kind = kind, Person = id, ExpiresAt = envelope.At + OneTimeLink.LifeOf(kind) });
        var url = address.Of($"/{Words.Of(kind)}/{secret}");
        if (show || !(await settings.Get<OutgoingMail>(ct)).IsSetUp) return new(url, Mailed: false);
        deliveries.Mail($"access.{Words.Of(kind)}:{Convert.ToHexStringLower(OneTimeLink.HashOf(secret))}", person.About, Letter(kind, person, url));
        return new(null, Mailed: true);
    }

    private Mail Letter(LinkKind kind, Person person, string url)
    {
        var hours = (int)OneTimeLink.LifeOf(kind).TotalHours;
        var life = hours < 48 ? words["hours", hours] : words["days", hours / 24];
        var (subject, text) = kind == LinkKind.Invitation
            ? (words["mail.invitation.subject"], words["mail.invitation.text", person.Name, url, life])
            : (words["mail.reset.subject"], words["mail.reset.text", person.Name, url, life]);
        return new(person.Email, person.Name, subject, text, null, $"{Guid.CreateVersion7()}@{address.Host}", []) { LetsIn = true };
    }
}
