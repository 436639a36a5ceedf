using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Live;

/// <summary>Who has which ticket open, and who writes there, at this node and the others. It is nothing to keep: a page that goes takes it along.</summary>
public sealed class TicketPresence : IDisposable
{
    /// <summary>Without a key for so long, nobody is writing any more.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<TicketId, List<Guest>> _here = [];
    private readonly RemoteGuests _remote;

    public TicketPresence(RemoteGuests remote)
    {
        _remote = remote;
        _remote.Changed += TellAllOn;
        _remote.Asked += SayWhoIsHere;
    }

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
        _remote.Ask(ticket);
        Tell(guest);
        return guest;
    }

    public void Dispose()
    {
        _remote.Changed -= TellAllOn;
        _remote.Asked -= SayWhoIsHere;
    }

    private IReadOnlyList<Colleague> Others(Guest guest)
    {
        var elsewhere = _remote.On(guest.Ticket).Select(g => (g.Person, g.Name, g.Writes));
        lock (_lock)
        {
            var here = _here.TryGetValue(guest.Ticket, out var guests) ? guests.Where(g => !g.IsAway).Select(g => (g.Person, g.Name, g.Writes)) : [];
            return [.. here.Concat(elsewhere).Where(g => g.Person != guest.Person).GroupBy(g => g.Person)
                .Select(g => new Colleague(g.First().Name, g.Select(p => p.Writes).FirstOrDefault(w => w is not null)))];
        }
    }

    private void Leave(Guest guest)
    {
        lock (_lock)
        {
            if (!_here.TryGetValue(guest.Ticket, out var guests) || !guests.Remove(guest)) return;
            if (guests.Count == 0) _here.Remove(guest.Ticket);
        }
        Tell(guest, isHere: false);
    }

    private void Tell(Guest about, bool isHere = true)
    {
        Say(about, isHere && !about.IsAway);
        foreach (var other in On(about.Ticket).Where(g => g != about)) other.Tell();
    }

    private void TellAllOn(TicketId ticket)
    {
        foreach (var guest in On(ticket)) guest.Tell();
    }

    private void SayWhoIsHere(TicketId? ticket)
    {
        foreach (var guest in On(ticket).Where(g => !g.IsAway)) Say(guest, isHere: true);
    }

    private void Say(Guest guest, bool isHere) => _remote.Tell(guest.Id, guest.Ticket, guest.Person, guest.Name, guest.Writes, isHere);

    private Guest[] On(TicketId? ticket)
    {
        lock (_lock) return ticket is not { } one ? [.. _here.Values.SelectMany(g => g)] : _here.TryGetValue(one, out var guests) ? [.. guests] : [];
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

        internal Guid Id { get; } = Guid.CreateVersion7();

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
