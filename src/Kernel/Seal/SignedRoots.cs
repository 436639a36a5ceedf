using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Seal;

/// <summary>A batch's root as it is kept outside the database, to compare with later. One JSON line.</summary>
/// <param name="Root">Hexadecimal.</param>
/// <param name="Chain">Hexadecimal; what was signed.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER, base64.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256, DER, base64.</param>
public sealed record SignedRoot(
    long Batch, int Count, Instant At, string Root, string Chain, string KeyId, string PublicKey, string Signature)
{
    /// <summary>Reads lines that <c>seal export</c>, the anchor file or a mail gave; empty lines are passed over.</summary>
    /// <exception cref="InvalidDataException">There is no root, a line is no signed root, or its signature is not its own.</exception>
    public static IReadOnlyList<SignedRoot> ReadAll(string path)
    {
        var roots = new List<SignedRoot>();
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (line.Trim() is not { Length: > 0 } text) continue;
            try
            {
                var root = KernelJson.Read<SignedRoot>(text);
                if (!root.IsSound()) throw new InvalidDataException($"{path}, line {number + 1}: the signature does not fit.");
                roots.Add(root);
            }
            catch (Exception exception) when (exception is JsonException or FormatException)
            {
                throw new InvalidDataException($"{path}, line {number + 1} is no signed root: {exception.Message}", exception);
            }
        }
        // To compare with nothing would find nothing, and look like a journal that is whole.
        if (roots.Count == 0) throw new InvalidDataException($"{path} holds no signed root: it is empty or was cut off.");
        return roots;
    }

    private bool IsSound()
    {
        var key = Convert.FromBase64String(PublicKey);
        return SealKeys.IdOf(key) == KeyId
            && new TrustedKeys([key]).Signed(KeyId, Convert.FromHexString(Chain), Convert.FromBase64String(Signature));
    }
}

/// <summary>Reads signed roots from the database.</summary>
public sealed class SignedRoots(BridgewatchDb db)
{
    /// <summary>Roots of the batches after a number, in order.</summary>
    public async Task<IReadOnlyList<SignedRoot>> After(long batch, int limit, CancellationToken ct)
    {
        var keys = await db.Set<SealKey>().AsNoTracking().ToDictionaryAsync(k => k.Id, k => Convert.ToBase64String(k.PublicKey), ct);
        var batches = await db.Set<SealBatch>().AsNoTracking().Where(b => b.Batch > batch).OrderBy(b => b.Batch).Take(limit).ToListAsync(ct);
        return batches.ConvertAll(b => Root(b, keys));
    }

    /// <summary>Null while nothing is sealed.</summary>
    public async Task<SignedRoot?> Newest(CancellationToken ct)
    {
        var newest = await db.Set<SealBatch>().MaxAsync(b => (long?)b.Batch, ct) ?? 0;
        return await After(newest - 1, 1, ct) is [var root, ..] ? root : null;
    }

    private static SignedRoot Root(SealBatch batch, Dictionary<string, string> keys) => new(
        batch.Batch, batch.Count, batch.At, Convert.ToHexStringLower(batch.Root), Convert.ToHexStringLower(batch.Chain), batch.KeyId,
        keys.GetValueOrDefault(batch.KeyId, ""), Convert.ToBase64String(batch.Signature));
}
