using System.Text;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Kernel.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Kernel.Erasure;

/// <summary>What is said to the person who asked: that it was done, where, and what could not be reached.</summary>
/// <param name="Stores">Records touched, by store.</param>
/// <param name="Remains">Where copies may live on: <c>backups-made-before</c>, <c>write-ahead-log</c>.</param>
public sealed record ErasureCertificate(ErasureId Erasure, Instant At, ErasureReason Reason, IReadOnlyDictionary<string, int> Stores, IReadOnlyList<string> Remains);

/// <summary>A certificate with the signature of the seal key over its compact JSON, as it stands here.</summary>
public sealed record SignedCertificate(ErasureCertificate Certificate, string KeyId, string Signature);

/// <summary>The way in which doors erase a person: the command, then the files, then the certificate.</summary>
public sealed class Erasures(
    Commands commands, IServiceScopeFactory scopes, StorageEngine engine, OperationalWrites writes, SealKeys keys, SearchIndex search)
{
    /// <summary>How long it is waited for this node's search index, which is made anew.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="Refusal">No store holds anything of that person.</exception>
    /// <exception cref="Unavailable">The records are empty, and their files could not be rewritten yet; the server does it within minutes.</exception>
    public async Task<SignedCertificate> Erase(string address, CancellationToken ct, ErasureReason reason = ErasureReason.PersonAsked)
    {
        var done = await commands.Send(new ErasePerson(address, reason), ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await engine.Scrub(scope.ServiceProvider.GetRequiredService<BridgewatchDb>(), done.Tables, ct);
            await search.Holds(await scope.ServiceProvider.GetRequiredService<JournalReader>().PlaceOf(new("erasure", done.Erasure.Value), ct), Patience, ct);
        }
        catch (TimeoutException exception)
        {
            throw new Unavailable($"The person is erased. The files could not be rewritten yet, and the server does it within minutes: {exception.Message}", exception);
        }
        var key = ScrubCarrier.Key(done.Erasure);
        await writes.Run(db => db.Set<Delivery>().Where(d => d.Key == key).ExecuteDeleteAsync(ct), ct);
        IReadOnlyList<string> remains = engine is PostgresEngine ? ["backups-made-before", "write-ahead-log"] : ["backups-made-before"];
        var certificate = new ErasureCertificate(done.Erasure, done.At, done.Reason, done.Stores, remains);
        return new(certificate, keys.Id, Convert.ToBase64String(keys.Sign(Encoding.UTF8.GetBytes(KernelJson.Write(certificate)))));
    }
}

/// <summary>Rewrites the files after an erasure whose process was killed before it could.</summary>
internal sealed class ScrubCarrier(BridgewatchDb db, StorageEngine engine) : ICarrier
{
    public string Kind => "scrub";

    public static string Key(ErasureId erasure) => $"scrub/{erasure}";

    public static Delivery Promise(ErasureId erasure, IReadOnlyList<string> tables, Instant now, Instant at) => new()
    {
        Id = DeliveryId.New(),
        Kind = "scrub",
        Key = Key(erasure),
        Payload = KernelJson.Write(tables),
        SubjectKind = "erasure",
        SubjectId = erasure.Value,
        CreatedAt = now,
        NextAt = at,
    };

    public Task Carry(Delivery delivery, CancellationToken ct) => engine.Scrub(db, KernelJson.Read<IReadOnlyList<string>>(delivery.Payload), ct);
}
