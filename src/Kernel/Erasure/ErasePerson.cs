using Bridgewatch.Kernel.Seal;
using FluentValidation;
using Mediator;
using NodaTime;

namespace Bridgewatch.Kernel.Erasure;

/// <summary>Takes a person out of every store: records are emptied, entries of the journal lose data and salt. It cannot be undone.</summary>
/// <remarks>Doors send it through <see cref="Erasures"/>, which also rewrites the files and gives the certificate.</remarks>
[Requires(KernelPermissions.ErasePeople)]
public sealed record ErasePerson(string Address, ErasureReason Reason = ErasureReason.PersonAsked) : ICommand<PersonErasure>, IBulkCommand;

/// <summary>Why somebody is erased. A code and no sentence, since the journal keeps it for ever.</summary>
public enum ErasureReason
{
    /// <summary>The person asked for it (GDPR, article 17).</summary>
    PersonAsked,

    /// <summary>Their organization is no longer served.</summary>
    ContractEnded,

    /// <summary>It was never ours to keep.</summary>
    CollectedByMistake,

    /// <summary>A court or an authority ordered it.</summary>
    Ordered,
}

/// <summary>What was erased.</summary>
/// <param name="Stores">Records touched, by store.</param>
/// <param name="Tables">Tables whose files still hold old bytes.</param>
public sealed record PersonErasure(ErasureId Erasure, Instant At, ErasureReason Reason, IReadOnlyDictionary<string, int> Stores, IReadOnlyList<string> Tables);

/// <summary>A person was taken out of every store. Of many entries each event names a part, and the first has the counts.</summary>
/// <param name="Entries">Entries of the journal that lost data and salt, as <c>12-15 20</c>; may be empty.</param>
/// <param name="Signature">Of the seal key, over erasure and entries: without it an empty entry counts as tampering.</param>
/// <param name="Reason">Null in entries of versions that did not ask.</param>
[JournalType(Type)]
public sealed record PersonErased(ErasureId Erasure, IReadOnlyDictionary<string, int> Stores, string Entries, string KeyId, string Signature, ErasureReason? Reason = null) : JournalEvent
{
    public const string Type = "kernel.person.erased.v1";
}

internal sealed class ErasePersonValidator : AbstractValidator<ErasePerson>
{
    public ErasePersonValidator()
    {
        RuleFor(c => c.Address).NotEmpty().MaximumLength(320);
        RuleFor(c => c.Reason).IsInEnum();
    }
}

internal sealed class ErasePersonHandler(
    BridgewatchDb db, People people, IEnumerable<IErases> stores, JournalErasure entries, Journal journal, SealKeys keys, Actor actor, Envelope envelope)
    : ICommandHandler<ErasePerson, PersonErasure>
{
    /// <summary>The files are normally rewritten at once; this is for a process that was killed in between.</summary>
    private static readonly Duration ScrubAfter = Duration.FromMinutes(10);

    public async ValueTask<PersonErasure> Handle(ErasePerson command, CancellationToken ct)
    {
        actor.MustHold(default);
        var (id, counts, seqs) = (ErasureId.New(), new SortedDictionary<string, int>(StringComparer.Ordinal), new SortedSet<long>());
        foreach (var subject in await people.With(command.Address, ct))
        {
            foreach (var store in stores) counts[store.Store] = counts.GetValueOrDefault(store.Store) + await store.Erase(subject, ct);
            seqs.UnionWith(await entries.Erase(subject, ct));
        }
        counts[JournalErasure.Store] = seqs.Count;
        if (counts.Values.Sum() == 0) throw ErasureRefusals.NothingFound();
        Record(id, counts, seqs, command.Reason);
        List<string> tables = ["journal", .. stores.SelectMany(s => s.Tables).Distinct().Order()];
        db.Add(ScrubCarrier.Promise(id, tables, envelope.At, envelope.At + ScrubAfter));
        return new(id, envelope.At, command.Reason, counts, tables);
    }

    private void Record(ErasureId id, IReadOnlyDictionary<string, int> counts, SortedSet<long> seqs, ErasureReason reason)
    {
        var parts = seqs.Count == 0 ? [[]] : seqs.Chunk(ErasedEntries.LargestPart);
        foreach (var part in parts)
        {
            var written = ErasedEntries.Write(part);
            var signature = Convert.ToBase64String(keys.Sign(ErasedEntries.Message(id, written)));
            journal.Record(new("erasure", id.Value), new PersonErased(id, counts, written, keys.Id, signature, reason));
            counts = new Dictionary<string, int>();
        }
    }
}

internal static class ErasureRefusals
{
    public static Refusal NothingFound() => new("nobody-found", "No store holds anything of that person.", "Look for another address of theirs.");
}
