using System.Collections.Concurrent;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Accesses;

/// <summary>Notes what administrators and auditors look at. Other modules call it where they hand out a conversation, an export or a file; for
/// everybody else it does nothing, since their work is in the journal.</summary>
public sealed class AccessLog(BridgewatchDb db, Actor actor, OperationalWrites writes, NotedAccesses noted, IClock clock)
{
    /// <summary>Returns once it is noted; when it cannot be, the reading fails as well.</summary>
    /// <param name="name">As people know it: <c>T-1042</c>.</param>
    public async ValueTask Note(AccessKind what, Subject about, string name, CancellationToken ct)
    {
        if (!IsWatched || noted.Lately(actor.Caller, what, about, clock.GetCurrentInstant())) return;
        var (by, address) = await From(ct);
        var entry = new AccessEntry
        {
            At = clock.GetCurrentInstant(),
            Person = actor.Person,
            What = what,
            SubjectKind = about.Kind,
            SubjectId = about.Id,
            Subject = name.Length > AccessEntry.LongestName ? name[..AccessEntry.LongestName] : name,
            By = by,
            Address = address,
        };
        await writes.Run(log =>
        {
            log.Add(entry);
            return Task.FromResult(true);
        }, ct);
        noted.Remember(actor.Caller, what, about, entry.At);
    }

    /// <summary>Auditors see masked; administrators are those who grant roles.</summary>
    private bool IsWatched => actor.Kind == ActorKind.Person && (actor.May(AccessPermissions.ManageRoles) || actor.Grants.Any(g => g.Masked));

    private async Task<(string By, string? Address)> From(CancellationToken ct)
    {
        var caller = actor.Caller;
        if (caller.Token is { } token)
            return ($"API token …{await db.ApiTokens.Where(t => t.Id == token).Select(t => t.Ending).SingleOrDefaultAsync(ct)}", caller.Address);
        if (caller.Session is not { } id) return ("", caller.Address);
        var session = await db.BrowserSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        return (session?.Device ?? "", caller.Address ?? session?.Address);
    }
}

/// <summary>What this node noted lately: a page that refreshes itself is looked at once.</summary>
public sealed class NotedAccesses
{
    private const int Most = 10_000;

    private static readonly Duration Once = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<(Guid Person, Guid Door, AccessKind What, Subject About), Instant> _noted = new();

    internal bool Lately(Caller caller, AccessKind what, Subject about, Instant now) =>
        // Each export and each file is a deed of its own.
        what == AccessKind.Conversation && _noted.TryGetValue(Key(caller, what, about), out var before) && now - before < Once;

    internal void Remember(Caller caller, AccessKind what, Subject about, Instant at)
    {
        if (_noted.Count >= Most) _noted.Clear();
        _noted[Key(caller, what, about)] = at;
    }

    private static (Guid, Guid, AccessKind, Subject) Key(Caller caller, AccessKind what, Subject about) =>
        (caller.Id, caller.Session?.Value ?? caller.Token?.Value ?? default, what, about);
}
