using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>What docs/seal-format.md says, done with plain code: first on its own example, then on what the program writes.</summary>
public class TheSealFormat
{
    [Fact]
    public void The_worked_example_comes_out_as_the_document_says()
    {
        var example = Example();
        var leaves = new Dictionary<long, byte[]>();
        foreach (var entry in example.GetProperty("entries").EnumerateArray())
        {
            var digest = Hex(entry, "digest");
            if (entry.GetProperty("data").GetString() is { } data) Sha([.. Hex(entry, "salt"), .. Encoding.UTF8.GetBytes(data)]).ShouldBe(digest);
            leaves.Add(entry.GetProperty("seq").GetInt64(), LeafOf(entry));
            leaves[entry.GetProperty("seq").GetInt64()].ShouldBe(Hex(entry, "leaf"));
        }
        var batches = example.GetProperty("batches").EnumerateArray().ToList();
        Sha([1, .. Sha([1, .. leaves[1], .. leaves[2]]), .. leaves[3]]).ShouldBe(Hex(batches[0], "root"));
        leaves[5].ShouldBe(Hex(batches[1], "root"));
        var chain = new byte[32];
        foreach (var batch in batches)
        {
            chain = Sha([2, .. chain, .. Number(batch, "batch"), .. Int(batch.GetProperty("count").GetInt32()), .. Number(batch, "at"), .. Hex(batch, "root")]);
            chain.ShouldBe(Hex(batch, "chain"));
            var key = Convert.FromBase64String(batch.GetProperty("publicKey").GetString()!);
            Sha(key).ShouldBe(Hex(batch, "keyId"));
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(key, out _);
            ecdsa.VerifyData(chain, Convert.FromBase64String(batch.GetProperty("signature").GetString()!), HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_program_computes_the_same_leaves()
    {
        foreach (var entry in Example().GetProperty("entries").EnumerateArray())
        {
            byte[] Text(string name) => Encoding.UTF8.GetBytes(entry.GetProperty(name).GetString()!);
            var columns = new EntryColumns(
                entry.GetProperty("seq").GetInt64(), entry.GetProperty("at").GetInt64(), Text("actor"), Text("actorKind"), Text("subjectKind"),
                entry.GetProperty("subjectId").GetGuid(), Text("type"), Hex(entry, "digest"), entry.GetProperty("correlationId").GetGuid(), Text("origin"));
            Leaf.Hash(columns).ShouldBe(Hex(entry, "leaf"));
        }
    }

    /// <summary>RFC 6962 defines the tree by splitting; the program builds it from the left.</summary>
    [Fact]
    public void The_tree_is_that_of_RFC_6962_for_every_size()
    {
        var leaves = Enumerable.Range(0, 130).Select(i => Sha([(byte)i])).ToArray();
        for (var size = 1; size <= leaves.Length; size++)
        {
            var tree = new MerkleTree();
            foreach (var leaf in leaves.AsSpan(0, size)) tree.Add(leaf);
            tree.Root().ShouldBe(TreeHash(leaves.AsSpan(0, size)));
        }
    }

    private static byte[] TreeHash(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1) return leaves[0];
        var split = 1;
        while (split * 2 < leaves.Length) split *= 2;
        return Sha([1, .. TreeHash(leaves[..split]), .. TreeHash(leaves[split..])]);
    }

    private static byte[] LeafOf(JsonElement entry)
    {
        byte[] Text(string name) => Field(Encoding.UTF8.GetBytes(entry.GetProperty(name).GetString()!));
        byte[] Id(string name) => Field(Convert.FromHexString(entry.GetProperty(name).GetString()!.Replace("-", "", StringComparison.Ordinal)));
        return Sha([
            0, .. Field(Number(entry, "seq")), .. Field(Number(entry, "at")), .. Text("actor"), .. Text("actorKind"), .. Text("subjectKind"),
            .. Id("subjectId"), .. Text("type"), .. Field(Hex(entry, "digest")), .. Id("correlationId"), .. Text("origin")]);
    }

    private static JsonElement Example()
    {
        var document = File.ReadAllText(Repository.Path("docs", "seal-format.md"));
        var from = document.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        return JsonDocument.Parse(document[from..document.IndexOf("\n```", from, StringComparison.Ordinal)]).RootElement;
    }

    private static byte[] Field(byte[] bytes) => [.. Int(bytes.Length), .. bytes];

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Number(JsonElement element, string name)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, element.GetProperty(name).GetInt64());
        return bytes;
    }

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    private static byte[] Sha(byte[] bytes) => SHA256.HashData(bytes);
}
