using System.Diagnostics;
using System.Text.Json;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Live;

/// <summary>Who has which ticket open at the other nodes. Each node tells what changes with it, tells all of it again from time to time, and answers
/// whoever has just come; one that fell silent is forgotten.</summary>
public sealed class RemoteGuests : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(20);

    /// <summary>Three words may get lost.</summary>
    private static readonly TimeSpan Silence = 3 * Again;

    private readonly Whispers _whispers;
    private readonly Timer _again;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Remote> _known = [];

    public RemoteGuests(Whispers whispers)
    {
        _whispers = whispers;
        _whispers.Heard += Hear;
        _again = new(_ => Round(), null, Again, Again);
    }

    /// <summary>Somebody came, went, began or stopped to write on a ticket elsewhere. Who listens must return at once.</summary>
    internal event Action<TicketId>? Changed;

    /// <summary>Another node wants to know who is on a ticket; null for all tickets.</summary>
    internal event Action<TicketId?>? Asked;

    internal void Tell(Guid guest, TicketId ticket, string person, string name, TicketPresence.Writing? writes, bool isHere) =>
        _whispers.Say(KernelJson.Write(new Word(guest, ticket, person, name, writes, isHere)));

    internal void Ask(TicketId ticket) => _whispers.Say(KernelJson.Write(new Word(default, ticket, null, null, null, IsHere: false)));

    internal IReadOnlyList<Remote> On(TicketId ticket)
    {
        lock (_lock) return [.. _known.Values.Where(g => g.Ticket == ticket)];
    }

    public void Dispose()
    {
        _whispers.Heard -= Hear;
        _again.Dispose();
    }

    private void Hear(string said)
    {
        if (Read(said) is not { } word) return;
        if (word.Person is not { } person)
        {
            Asked?.Invoke(word.Ticket);
            return;
        }
        lock (_lock)
        {
            if (word.IsHere) _known[word.Guest] = new(word.Guest, word.Ticket, person, word.Name ?? "", word.Writes, Stopwatch.GetTimestamp());
            else _known.Remove(word.Guest);
        }
        Changed?.Invoke(word.Ticket);
    }

    /// <returns>Null where a node of another version says it in its own way.</returns>
    private static Word? Read(string said)
    {
        try
        {
            return KernelJson.Read<Word>(said);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Round()
    {
        List<Remote> silent;
        lock (_lock)
        {
            silent = [.. _known.Values.Where(g => Stopwatch.GetElapsedTime(g.HeardAt) > Silence)];
            foreach (var guest in silent) _known.Remove(guest.Id);
        }
        foreach (var ticket in silent.Select(g => g.Ticket).Distinct()) Changed?.Invoke(ticket);
        Asked?.Invoke(null);
    }

    internal sealed record Remote(Guid Id, TicketId Ticket, string Person, string Name, TicketPresence.Writing? Writes, long HeardAt);

    /// <param name="Person">Null where the word asks who is there.</param>
    private sealed record Word(Guid Guest, TicketId Ticket, string? Person, string? Name, TicketPresence.Writing? Writes, bool IsHere);
}
