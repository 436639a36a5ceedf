using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>The one commit step: writes state, journal, deliveries and due rows of a command together. Handlers never see it.</summary>
public sealed class Commit(
    BridgewatchDb db, Envelope envelope, StorageEngine engine, IClock clock, JournalTypes types, Modules modules, FactNews news, IActors actors)
    : IDisposable
{
    /// <summary>Of what changed since an older version, so many entries are told.</summary>
    private const int MostChanges = 50;

    private readonly List<string> _written = [];

    private (Aggregate Object, long Version)? _loaded;

    /// <summary>If-Match speaks of the object that the command is about: the first one that it loads to change it.</summary>
    internal void Watch() => db.ChangeTracker.Tracked += NoteFirst;

    /// <summary>The context serves others after this command.</summary>
    public void Dispose() => db.ChangeTracker.Tracked -= NoteFirst;

    /// <exception cref="Stale">The object is not in the version that the caller has read.</exception>
    internal async ValueTask RefuseStale(CancellationToken ct)
    {
        if (envelope.IfMatch is not { } expected || _loaded is not var (target, version) || version == expected) return;
        throw new Stale(version, await ChangesSince(expected, target.About, version, ct));
    }

    /// <exception cref="Stale">Somebody else changed the object since it was read.</exception>
    internal async ValueTask Write(CancellationToken ct)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            await WriteWhat(Changed(), ct);
        }
        catch (DbUpdateConcurrencyException exception)
        {
            var conflict = exception.Entries.Select(e => e.Entity).OfType<Aggregate>().FirstOrDefault();
            throw new Stale(conflict?.Version ?? 0, []);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>What is to be written. A look at every property for a change is spared where all is new: it costs more than to write it.</summary>
    private List<EntityEntry> Changed()
    {
        var tracked = db.ChangeTracker.Entries().ToList();
        if (!tracked.TrueForAll(e => e.State == EntityState.Added) || HasHiddenPart(tracked))
        {
            db.ChangeTracker.DetectChanges();
            tracked = [.. db.ChangeTracker.Entries()];
        }
        return tracked.FindAll(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
    }

    /// <summary>True when something was given to a new object after that was added.</summary>
    private static bool HasHiddenPart(List<EntityEntry> added)
    {
        var known = added.Select(e => e.Entity).ToHashSet(ReferenceEqualityComparer.Instance);
        return added.Exists(entry => entry.Metadata.GetNavigations().Any(navigation =>
            navigation.GetGetter().GetClrValueUsingContainingEntity(entry.Entity) switch
            {
                null => false,
                IEnumerable<object> parts => !parts.All(known.Contains),
                var part => !known.Contains(part),
            }));
    }

    private async ValueTask WriteWhat(List<EntityEntry> changed, CancellationToken ct)
    {
        // A fact stands also where it changed no field.
        var aggregates = db.ChangeTracker.Entries().Select(e => e.Entity).Concat(db.Inserts).OfType<Aggregate>().Where(a => a.Recorded.Count > 0).ToList();
        if (changed.Count == 0 && db.Inserts.Count == 0 && envelope.Loose.Count == 0 && aggregates.Count == 0) return;
        RefuseSilentChanges(changed, aggregates);
        var modified = changed.Where(e => e.State == EntityState.Modified).Select(e => e.Entity).OfType<Aggregate>().ToList();
        modified.ForEach(a => a.Changed());
        var facts = aggregates.SelectMany(a => a.Recorded).Concat(envelope.Loose).OrderBy(r => r.Order).ToList();
        var at = envelope.At == default ? clock.GetCurrentInstant() : envelope.At;
        var entries = facts.ConvertAll(fact => Row(fact, at));
        _written.AddRange(entries.Select(e => e.Type));
        foreach (var aggregate in aggregates) aggregate.Written();
        envelope.Loose.Clear();
        if (modified.Count > 0) db.ChangeTracker.DetectChanges();
        await engine.Save(db, changed, entries, ct);
        db.Inserts.Clear();
    }

    /// <summary>After the transaction: what this node remembers is made to fit, and whoever waits for something new is woken.</summary>
    internal void Announce()
    {
        if (_written.Count > 0) news.Tell(_written);
        envelope.AfterCommit.ForEach(act => act());
        engine.Announce();
    }

    private void NoteFirst(object? sender, EntityTrackedEventArgs e)
    {
        if (_loaded is null && e.FromQuery && e.Entry.Entity is Aggregate loaded) _loaded = (loaded, loaded.Version);
    }

    /// <summary>No state without an event: an aggregate that changed must say so, and so must the owner of a changed row.</summary>
    private void RefuseSilentChanges(List<EntityEntry> changed, List<Aggregate> aggregates)
    {
        var state = changed.Select(e => e.Entity).Concat(db.Inserts).Where(e => !modules.Operational.Contains(e.GetType()) && e is not JournalRow).ToList();
        var silent = state.Find(e => e is Aggregate { Recorded.Count: 0 });
        if (silent is null && aggregates.Count == 0 && envelope.Loose.Count == 0) silent = state.FirstOrDefault();
        if (silent is not null) throw new InvalidOperationException($"{silent.GetType().Name} is to be changed without an event: record one beside the change.");
    }

    /// <summary>The entries of one command stand together, and together made one version.</summary>
    private async Task<IReadOnlyList<Change>> ChangesSince(long expected, Subject subject, long version, CancellationToken ct)
    {
        var rows = await db.Journal.Where(r => r.SubjectId == subject.Id).OrderByDescending(r => r.Seq).Take(MostChanges)
            .Select(r => new { r.At, r.Actor, r.ActorKind, r.Type, r.CorrelationId }).ToListAsync(ct);
        var since = rows.GroupBy(r => (r.CorrelationId, r.At)).Take((int)Math.Clamp(version - expected, 1, MostChanges)).SelectMany(g => g).ToList();
        var changes = new List<Change>();
        foreach (var row in since) changes.Add(new(row.At, await NameOf(row.ActorKind, row.Actor, ct), InWords(row.Type)));
        return changes;
    }

    private async ValueTask<string> NameOf(ActorKind kind, string actor, CancellationToken ct)
    {
        if (kind != ActorKind.Person) return kind is ActorKind.System or ActorKind.Operator ? actor : Words.Of(kind);
        try
        {
            return (await actors.Load(new(kind, Guid.Parse(actor)), ct)).Name;
        }
        catch (NotSignedIn)
        {
            return "somebody who has left";
        }
    }

    /// <summary><c>desk.ticket.fields-changed.v1</c> is "ticket fields changed".</summary>
    private static string InWords(string type) => string.Join(' ', type.Split('.')[1..^1]).Replace('-', ' ');

    private JournalRow Row(Recorded recorded, Instant at)
    {
        var speaker = envelope.SpeakerOf(recorded.Order);
        var data = JsonSerializer.Serialize(recorded.Fact, recorded.Fact.GetType(), KernelJson.Options);
        var salt = RandomNumberGenerator.GetBytes(Seal.Leaf.SaltLength);
        return new()
        {
            // What is live is written when it is recorded, whatever time it speaks of; only a past that is made or brought in is told as it was.
            At = envelope.Origin is Origin.Demo or Origin.Imported ? recorded.At ?? at : at,
            Actor = speaker.JournalName,
            ActorKind = speaker.Kind,
            SubjectKind = recorded.Subject.Kind,
            SubjectId = recorded.Subject.Id,
            Type = types.NameOf(recorded.Fact.GetType()),
            Data = data,
            Salt = salt,
            Digest = Seal.Leaf.Digest(salt, Encoding.UTF8.GetBytes(data)),
            CorrelationId = envelope.Correlation,
            Origin = envelope.Origin,
        };
    }
}

/// <summary>For facts that belong to no aggregate: a seal, an erasure, an import.</summary>
public sealed class Journal(Envelope envelope)
{
    public void Record(Subject subject, JournalEvent fact) => envelope.Loose.Add(new(Aggregate.NextOrder(), subject, fact));
}
