using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Links;

/// <summary>Deletes links and sessions whose time is over and attempts that no longer count.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ForgetExpired : ICommand, IBulkCommand
{
    internal static DueHandler Handler { get; } = new("access.forget-expired", _ => new ForgetExpired(), Every: Duration.FromHours(6));
}

internal sealed class ForgetExpiredHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<ForgetExpired>
{
    public async ValueTask<Unit> Handle(ForgetExpired command, CancellationToken ct)
    {
        var (now, forgotten) = (envelope.At, envelope.At - Lockout.Remembered);
        await db.OneTimeLinks.Where(l => l.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        var unseen = now - BrowserSession.Life;
        await db.BrowserSessions.Where(s => s.LastSeenAt <= unseen).ExecuteDeleteAsync(ct);
        await db.SignInAttempts.Where(a => a.LastAt <= forgotten && a.PausedUntil <= now).ExecuteDeleteAsync(ct);
        return default;
    }
}
