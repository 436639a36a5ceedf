using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Live;

/// <summary>Tells an open page that tickets, or what else it shows, changed: once for all that comes within a moment, never while it still answers.</summary>
public sealed class TicketWatch : IDisposable
{
    /// <summary>A command writes several entries, and a page needs one look at them.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _gone = new();
    private readonly IDisposable _subscription;
    private readonly Func<Task> _look;
    private int _waiting;

    /// <param name="ticket">The one ticket that matters; null for all.</param>
    /// <param name="look">Looks again. It runs on the page's own line.</param>
    public TicketWatch(JournalFeed feed, Guid? ticket, Func<Task> look)
        : this(feed, look, e => e.Subject.Kind == "ticket" && (ticket is null || e.Subject.Id == ticket))
    {
    }

    /// <param name="look">Looks again. It runs on the page's own line.</param>
    /// <param name="matters">Whether an entry is a reason to look again.</param>
    public TicketWatch(JournalFeed feed, Func<Task> look, Func<Entry, bool> matters)
    {
        _look = look;
        _subscription = feed.Subscribe(entries =>
        {
            if (entries.Any(matters)) Soon();
        });
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Soon()
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 0) _ = Later();
    }

    private async Task Later()
    {
        try
        {
            await Task.Delay(Moment, _gone.Token);
            Interlocked.Exchange(ref _waiting, 0);
            await _look();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or Unavailable)
        {
            // The page is gone, or the database is for a while; the next entry looks again.
        }
    }
}
