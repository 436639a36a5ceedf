using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>The strongest attacker: owns the database, knows the format, and recomputes every hash. The key alone is out of reach.</summary>
public class RewritingTheJournal
{
    [Theory, BothEngines]
    public async Task Old_signatures_do_not_fit_recomputed_hashes(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var anchors = await app.Exports();
        await Rewrite(app, sign: null);
        var newest = anchors[^1].Batch;
        (await app.Verifies()).Findings.ShouldContain(new Finding(FindingKind.BatchSignature, Batch: newest));
        (await app.Verifies(anchors)).Findings.ShouldContain(new Finding(FindingKind.AnchorMismatch, Batch: newest));
    }

    [Theory, BothEngines]
    public async Task Signing_with_another_key_does_not_help(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 3);
        var anchors = await app.Exports();
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Rewrite(app, own);
        // All hashes and signatures fit each other: only the key gives it away.
        (await app.Verifies()).Findings.Select(f => f.Kind).Distinct().ShouldBe([FindingKind.UnknownKey]);
        var found = (await app.Verifies(anchors)).Findings;
        found.Where(f => f.Kind == FindingKind.AnchorMismatch).Select(f => f.Batch!.Value).ShouldContain(anchors[^1].Batch);
        // And whoever had the old key as well is caught by the roots alone.
        var roots = (await app.Exports()).Where(r => r.Batch == anchors[^1].Batch).ToArray();
        (await app.Verifies(roots)).Findings.ShouldBeEmpty("a key in the anchors is trusted, so this attacker plays the owner of the old one");
        found.Count(f => f.Kind == FindingKind.AnchorMismatch).ShouldBeGreaterThan(0);
    }

    /// <summary>Changes one entry and makes leaves, roots, chain and, with a key, signatures anew, all by SQL.</summary>
    private static async Task Rewrite(RunningApp app, ECDsa? sign)
    {
        var seq = (await app.Seqs())[^15];
        await using var connection = await app.Store.Opens();
        var (salt, data) = (RandomNumberGenerator.GetBytes(16), "{\"name\":\"forged\",\"value\":1}");
        await Execute(connection, "UPDATE journal SET data = @data, salt = @salt, digest = @digest WHERE seq = @seq",
            ("@data", data), ("@salt", salt), ("@digest", SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(data)])), ("@seq", seq));
        var postgres = app.Store.Engine == Engine.Postgres;
        var batches = new SortedDictionary<long, MerkleTree>();
        var leaves = new List<(long Batch, int Index, byte[] Hash)>();
        await using (var read = connection.CreateCommand())
        {
            read.CommandText = $"""
                SELECT l.batch, l."index", {StoredEntries.Columns.Replace("j.at", postgres ? "(extract(epoch FROM j.at) * 1000000)::bigint" : "j.at", StringComparison.Ordinal)}
                FROM seal_leaf l JOIN journal j ON j.seq = l.seq ORDER BY l.batch, l."index"
                """;
            await using var row = await read.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                byte[] Text(int column) => Encoding.UTF8.GetBytes(row.GetString(column));
                Guid Id(int column) => postgres ? row.GetGuid(column) : new(row.GetFieldValue<byte[]>(column), bigEndian: true);
                var leaf = Leaf.Hash(new(row.GetInt64(2), row.GetInt64(3), Text(4), Text(5), Text(6), Id(7), Text(8), row.GetFieldValue<byte[]>(9), Id(10), Text(11)));
                leaves.Add((row.GetInt64(0), row.GetInt32(1), leaf));
                if (!batches.TryGetValue(row.GetInt64(0), out var tree)) batches.Add(row.GetInt64(0), tree = new());
                tree.Add(leaf);
            }
        }
        foreach (var (batch, index, hash) in leaves)
        {
            await Execute(connection, "UPDATE seal_leaf SET hash = @hash WHERE batch = @batch AND \"index\" = @index", ("@hash", hash), ("@batch", batch), ("@index", index));
        }
        var (chain, at) = (new byte[32], (await app.Exports()).ToDictionary(r => r.Batch, r => r.At));
        foreach (var (batch, tree) in batches)
        {
            chain = Chain.Next(chain, batch, (int)tree.Count, at[batch], tree.Root());
            await Execute(connection, "UPDATE seal_batch SET root = @root, chain = @chain WHERE batch = @batch", ("@root", tree.Root()), ("@chain", chain), ("@batch", batch));
            if (sign is null) continue;
            var key = sign.ExportSubjectPublicKeyInfo();
            await Execute(connection, "UPDATE seal_batch SET signature = @signature, key_id = @id WHERE batch = @batch",
                ("@signature", sign.SignData(chain, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)), ("@id", SealKeys.IdOf(key)), ("@batch", batch));
            await Execute(connection, "UPDATE seal_key SET public_key = @key, id = @id", ("@key", key), ("@id", SealKeys.IdOf(key)));
        }
    }

    private static async Task Execute(DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }
}
