using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Live;

/// <summary>Who has which ticket open, and who writes there, as far as this node knows. It is nothing to keep: a page that goes takes it along.</summary>
public sealed class TicketPresence
{
    /// <summary>Without a key for so long, nobody is writing any more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<TicketId, List<Guest>> _here = [];

    /// <summary>Somebody opens a ticket; disposing of the guest closes it again.</summary>
    /// <param name="person">Whom several pages of one person have in common.</param>
    public Guest Enter(TicketId ticket, string person, string name)
    {
        var guest = new Guest(this, ticket, person, name);
        lock (_lock)
        {
            if (!_here.TryGetValue(ticket, out var guests)) _here[ticket] = guests = [];
            guests.Add(guest);
        }
        Tell(guest);
        return guest;
    }

    private IReadOnlyList<Colleague> Others(Guest guest)
    {
        lock (_lock)
        {
            return !_here.TryGetValue(guest.Ticket, out var guests) ? [] : [.. guests.Where(g => g.Person != guest.Person && !g.IsAway)
                .GroupBy(g => g.Person).Select(g => new Colleague(g.First().Name, g.Select(p => p.Writes).FirstOrDefault(w => w is not null)))];
        }
    }

    private void Leave(Guest guest)
    {
        lock (_lock)
        {
            if (!_here.TryGetValue(guest.Ticket, out var guests) || !guests.Remove(guest)) return;
            if (guests.Count == 0) _here.Remove(guest.Ticket);
        }
        Tell(guest);
    }

    private void Tell(Guest about)
    {
        Guest[] others;
        lock (_lock) others = _here.TryGetValue(about.Ticket, out var guests) ? [.. guests.Where(g => g != about)] : [];
        foreach (var other in others) other.Tell();
    }

    /// <summary>One open page of a ticket.</summary>
    public sealed class Guest : IDisposable
    {
        private readonly TicketPresence _presence;
        private readonly Timer _pause;

        internal Guest(TicketPresence presence, TicketId ticket, string person, string name)
        {
            (_presence, Ticket, Person, Name) = (presence, ticket, person, name);
            _pause = new(_ => Say(null));
        }

        internal TicketId Ticket { get; }

        internal string Person { get; }

        internal string Name { get; }

        internal Writing? Writes { get; private set; }

        internal bool IsAway { get; private set; }

        /// <summary>Others came, went, began or stopped to write. Who listens must return at once.</summary>
        public event Action? Changed;

        /// <summary>Everybody else who has this ticket open, each once.</summary>
        public IReadOnlyList<Colleague> Others => _presence.Others(this);

        /// <summary>At each key; null when what was written is gone.</summary>
        public void Write(Writing? what)
        {
            if (what is not null) _pause.Change(Pause, Timeout.InfiniteTimeSpan);
            Say(what);
        }

        /// <summary>The browser lost its connection, or has it again.</summary>
        public void Stay(bool connected)
        {
            if (IsAway == !connected) return;
            IsAway = !connected;
            _presence.Tell(this);
        }

        public void Dispose()
        {
            _pause.Dispose();
            _presence.Leave(this);
        }

        internal void Tell() => Changed?.Invoke();

        private void Say(Writing? what)
        {
            if (Writes == what) return;
            Writes = what;
            _presence.Tell(this);
        }
    }

    /// <summary>Another person on the ticket.</summary>
    /// <param name="Writes">Null while they only read.</param>
    public sealed record Colleague(string Name, Writing? Writes);

    /// <summary>What somebody is writing.</summary>
    public enum Writing { Reply, Note }
}
