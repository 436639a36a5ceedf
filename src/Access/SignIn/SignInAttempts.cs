using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.SignIn;

/// <summary>Attempts on one address since the last success. Kept for unknown addresses alike, so that a pause tells nothing.</summary>
public sealed class SignInAttempts
{
    /// <summary>SHA-256 of the address: unknown addresses are nobody's business.</summary>
    public required byte[] Address { get; init; }

    public int Failed { get; set; }

    /// <summary>No attempt is looked at before.</summary>
    public Instant PausedUntil { get; set; }

    public Instant LastAt { get; set; }
}

/// <summary>Counts attempts before they are judged, so that many at once cannot slip through.</summary>
internal sealed class Lockout(OperationalWrites writes, IClock clock)
{
    /// <summary>The fifth failure in a row pauses the address.</summary>
    public const int Allowed = 5;

    private static readonly Duration FirstPause = Duration.FromMinutes(5);
    private static readonly Duration LongestPause = Duration.FromHours(4);

    /// <summary>After a day without attempts the count begins anew.</summary>
    internal static readonly Duration Remembered = Duration.FromHours(24);

    public static byte[] KeyOf(string email) => SHA256.HashData(Encoding.UTF8.GetBytes(Person.KeyOf(email)));

    /// <summary>The password was right: the count begins anew. A statement of its own, since two may be right at once.</summary>
    public static async Task Forget(BridgewatchDb db, string email, CancellationToken ct)
    {
        var key = KeyOf(email);
        await db.SignInAttempts.Where(a => a.Address == key).ExecuteDeleteAsync(ct);
    }

    /// <summary>Counts one attempt. Returns until when the address is paused, or null when the attempt may be judged.</summary>
    public async Task<Instant?> Take(string email, CancellationToken ct)
    {
        try
        {
            return await TakeOnce(KeyOf(email), ct);
        }
        catch (DbUpdateException)
        {
            // Two first attempts at once: the row is there now.
            return await TakeOnce(KeyOf(email), ct);
        }
    }

    private async Task<Instant?> TakeOnce(byte[] key, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        return await writes.Run<Instant?>(async db =>
        {
            while (true)
            {
                var known = db.SignInAttempts.AsNoTracking().Where(a => a.Address == key);
                var counted = await known.Where(a => a.PausedUntil <= now && a.LastAt > now - Remembered)
                    .ExecuteUpdateAsync(s => s.SetProperty(a => a.Failed, a => a.Failed + 1).SetProperty(a => a.LastAt, now), ct);
                var attempts = await known.SingleOrDefaultAsync(ct);
                if (counted == 1)
                {
                    // The row is ours until the end of this transaction: others wait, and then see the pause.
                    var pause = now + PauseAfter(attempts!.Failed);
                    if (attempts.Failed >= Allowed) await known.ExecuteUpdateAsync(s => s.SetProperty(a => a.PausedUntil, pause), ct);
                    return null;
                }
                if (attempts is null)
                {
                    db.Add(new SignInAttempts { Address = key, Failed = 1, LastAt = now });
                    return null;
                }
                if (attempts.PausedUntil > now) return attempts.PausedUntil;
                var begunAnew = await known.Where(a => a.LastAt <= now - Remembered)
                    .ExecuteUpdateAsync(s => s.SetProperty(a => a.Failed, 1).SetProperty(a => a.LastAt, now), ct);
                if (begunAnew == 1) return null;
                // Somebody else counted between our two looks: look again.
            }
        }, ct);
    }

    private static Duration PauseAfter(int failed) =>
        Duration.Min(FirstPause * Math.Pow(2, Math.Min(failed - Allowed, 16)), LongestPause);
}
