using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>The answer to a request that carried a key, kept for a day so that a repeat gets the same answer.</summary>
public sealed class IdempotentAnswer
{
    public required string Actor { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of the command: the same key with another request is refused.</summary>
    public required byte[] Request { get; init; }

    /// <summary>The response as JSON.</summary>
    public required string Response { get; init; }

    /// <summary>What was answered, where that is more than the response; null until it was read.</summary>
    public string? Answer { get; set; }

    public required Instant At { get; init; }
}

/// <summary>Finds and keeps answers by (actor, key). The row is inserted in the command's own transaction.</summary>
internal sealed class Idempotency(BridgewatchDb db)
{
    public static readonly Duration Kept = Duration.FromHours(24);

    public const int LongestKey = 255;

    public static IdempotentAnswer Row<TCommand, TResponse>(Envelope envelope, string key, TCommand command, TResponse response)
        where TCommand : notnull => new()
        {
            Actor = envelope.Actor.JournalName,
            Key = key,
            Request = Hash(command),
            Response = KernelJson.Write(response),
            At = envelope.At,
        };

    /// <exception cref="KeyUsedOtherwise">The key belongs to another request.</exception>
    public async Task<IdempotentAnswer?> Find(Envelope envelope, object command, CancellationToken ct)
    {
        var (actor, key) = (envelope.Actor.JournalName, envelope.Key!);
        var found = await db.Set<IdempotentAnswer>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.Actor == actor && a.Key == key, ct);
        if (found is not null && !found.Request.AsSpan().SequenceEqual(Hash(command))) throw new KeyUsedOtherwise(key);
        return found;
    }

    public static Task<string?> FirstAnswer(BridgewatchDb db, string actor, string key, CancellationToken ct) =>
        db.Set<IdempotentAnswer>().Where(a => a.Actor == actor && a.Key == key).Select(a => a.Answer).SingleOrDefaultAsync(ct);

    /// <summary>The first one stays.</summary>
    public static Task<int> KeepAnswer(BridgewatchDb db, string actor, string key, string answer, CancellationToken ct) =>
        db.Set<IdempotentAnswer>().Where(a => a.Actor == actor && a.Key == key && a.Answer == null)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.Answer, answer), ct);

    /// <summary>What was kept. A command may have answered that there is nothing: no approval to wait for.</summary>
    public static T Read<T>(string kept) => kept == "null" ? default! : KernelJson.Read<T>(kept);

    private static byte[] Hash(object command) => SHA256.HashData(Encoding.UTF8.GetBytes(
        command.GetType().FullName + JsonSerializer.Serialize(command, command.GetType(), KernelJson.Options)));
}
