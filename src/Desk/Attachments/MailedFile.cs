using System.Globalization;
using System.Security.Cryptography;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Links to files that were too large for a mail. Whoever has the mail has the link, as they would have the file; it ends by itself.</summary>
internal sealed class MailedFile(IDataProtectionProvider protection, PublicUrl address, IClock clock)
{
    public const string Path = "/files/";

    private static readonly Duration Lives = Duration.FromDays(30);

    private readonly IDataProtector _protector = protection.CreateProtector("desk.mailed-file");

    public Uri Link(AttachmentId attachment) =>
        new(address.Base, Path + _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{attachment} {(clock.GetCurrentInstant() + Lives).ToUnixTimeSeconds()}")));

    /// <summary>Null for what is no link of ours, and for one that has ended.</summary>
    public AttachmentId? Read(string token)
    {
        try
        {
            return _protector.Unprotect(token).Split(' ') is [var id, var until] && AttachmentId.TryParse(id, out var attachment)
                && long.Parse(until, CultureInfo.InvariantCulture) > clock.GetCurrentInstant().ToUnixTimeSeconds() ? attachment : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What a link in a mail leads to.</summary>
internal sealed class MailedFileQueries(BridgewatchDb db)
{
    /// <exception cref="NotVisible">It was taken out meanwhile, or is of a note, to which no mail links.</exception>
    public async Task<AttachmentResource> One(AttachmentId id, CancellationToken ct)
    {
        var found = await (
            from attachment in db.AllAttachments.AsNoTracking()
            join message in db.AllMessages on attachment.Message equals message.Id
            where attachment.Id == id && attachment.Sha256 != "" && message.Kind == MessageKind.Reply
            select attachment).SingleOrDefaultAsync(ct);
        return found is null ? throw new NotVisible("file") : AttachmentResource.Of(found);
    }
}
