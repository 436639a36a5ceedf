using Bridgewatch.Kernel;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Sends a mail to oneself by the outgoing mail as it is set, and tells what the server said.</summary>
public sealed class MailTest(BridgewatchDb db, Actor actor, MailCarrier carrier, PublicUrl address, IStringLocalizer<AccessTexts> words)
{
    /// <param name="Went">Whether the server took it.</param>
    /// <param name="Answer">The server's own words, or why it could not be asked.</param>
    public sealed record Result(bool Went, string To, string Answer);

    /// <exception cref="Forbidden">The actor may not change outgoing mail.</exception>
    public async Task<Result> Send(CancellationToken ct)
    {
        if (!actor.May(AccessPermissions.Settings, default)) throw new Forbidden(AccessPermissions.Settings);
        var (people, id) = (db.People, actor.Person);
        var me = await people.Where(p => p.Id == id).Select(p => new { p.Email, p.Name }).SingleAsync(ct);
        var mail = new Mail(me.Email, me.Name, words["mail.test.subject"], words["mail.test.text", address.Base], null, $"{Guid.CreateVersion7()}@{address.Host}", []);
        try
        {
            return new(true, me.Email, await carrier.Send(mail, automatic: true, ct));
        }
        catch (Exception exception) when (exception is InvalidOperationException or Undeliverable or AuthenticationException or OperationCanceledException or TimeoutException)
        {
            return new(false, me.Email, exception.Message);
        }
    }
}
