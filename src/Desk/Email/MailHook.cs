using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>The door of mail servers: checks the secret, keeps the mail, answers. Everything else happens afterwards.</summary>
/// <remarks>Whatever keeps us from keeping it is 503: mail servers come back after a 5xx of the program that posts, and give up after a 4xx.</remarks>
internal static class MailHook
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/hooks/mail/{key}", Receive);

    private static async Task<IResult> Receive(string key, HttpContext http, BridgewatchDb db, MailArrivals arrivals, IClock clock, CancellationToken ct)
    {
        var mailbox = await Open(key, SecretOf(http.Request), db, ct) ?? throw new NotSignedIn();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MailParser.Largest;
        if (http.Request.ContentLength == 0) throw new BadHttpRequestException("The body is empty.", StatusCodes.Status400BadRequest);
        try
        {
            await arrivals.Keep(mailbox, http.Request.Body, clock.GetCurrentInstant(), null, ct);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or Unavailable or TooLarge or BadHttpRequestException))
        {
            throw new Unavailable("The mail could not be kept.", exception);
        }
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<MailboxId?> Open(string key, string? secret, BridgewatchDb db, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(secret)) return null;
        var found = await db.Mailboxes.AsNoTracking().Where(m => m.Key == key && m.ArchivedAt == null).Select(m => new { m.Id, m.SecretHash }).SingleOrDefaultAsync(ct);
        return found is not null && CryptographicOperations.FixedTimeEquals(Mailbox.HashOf(secret), found.SecretHash) ? found.Id : null;
    }

    /// <summary>The bearer token, or the password of basic authentication under any name.</summary>
    private static string? SecretOf(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || header.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var scheme, var value]) return null;
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return value;
        if (!scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return null;
        var room = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, room, out var length)) return null;
        var pair = Encoding.UTF8.GetString(room, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pair[(colon + 1)..] : null;
    }
}
