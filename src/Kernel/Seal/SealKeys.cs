using System.Security.Cryptography;
using System.Text;

namespace Bridgewatch.Kernel.Seal;

/// <summary>Where the seal keeps what must not lie in the database.</summary>
/// <param name="KeyFile">The private key, PEM. Made at the first start; readable by the program alone.</param>
/// <param name="AnchorFile">Signed roots are appended to it, one JSON line each; null when they are not.</param>
/// <remarks>Public keys of other nodes and of earlier days, which this one is to trust, stand as PEM blocks in
/// <c>seal-trusted.pem</c> beside the private key.</remarks>
public sealed record SealFiles(string KeyFile, string? AnchorFile = null)
{
    public string TrustedFile => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(KeyFile))!, "seal-trusted.pem");
}

/// <summary>This node's signing key, read when first needed.</summary>
public sealed class SealKeys(SealFiles files) : IDisposable
{
    private readonly Lock _lock = new();
    private ECDsa? _own;

    /// <summary>Makes the key when there is none. A server calls it at its start; verbs that only check never do.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Make()
    {
        if (File.Exists(files.KeyFile)) return;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteOnce(files.KeyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public bool Exists => File.Exists(files.KeyFile);

    /// <summary>SHA-256 of the public part, in hexadecimal.</summary>
    public string Id => IdOf(PublicKey);

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public byte[] PublicKey => Own.ExportSubjectPublicKeyInfo();

    /// <summary>ECDSA with SHA-256, DER.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        lock (_lock) return Own.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Keys whose signatures count here: the own one, those of the trusted file, and those that the caller brings.</summary>
    /// <param name="more">SubjectPublicKeyInfo of further keys, from signed roots that were kept elsewhere.</param>
    public TrustedKeys Trusted(IEnumerable<byte[]> more)
    {
        List<byte[]> keys = [.. more];
        if (Exists) keys.Add(PublicKey);
        if (File.Exists(files.TrustedFile)) keys.AddRange(ReadAll(File.ReadAllText(files.TrustedFile)));
        return new(keys);
    }

    public static string IdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    public void Dispose() => _own?.Dispose();

    private ECDsa Own
    {
        get
        {
            lock (_lock) return _own ??= Read();
        }
    }

    private ECDsa Read()
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(files.KeyFile));
            if (key.KeySize != 256) throw new InvalidDataException($"The key in {files.KeyFile} is no P-256 key.");
            return key;
        }
        catch (Exception exception)
        {
            key.Dispose();
            if (exception is ArgumentException or CryptographicException) throw new InvalidDataException($"{files.KeyFile} holds no private key in PEM.", exception);
            throw;
        }
    }

    /// <summary>Whole or not at all, and never over a key that another process made meanwhile.</summary>
    private static void WriteOnce(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(draft, options))
            {
                file.Write(Encoding.ASCII.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static IEnumerable<byte[]> ReadAll(string pem)
    {
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (pem[fields.Label] == "PUBLIC KEY") yield return Convert.FromBase64String(pem[fields.Base64Data]);
            pem = pem[fields.Location.End..];
        }
    }
}

/// <summary>Public keys by their id; a signature of any other key proves nothing.</summary>
public sealed class TrustedKeys
{
    private readonly Dictionary<string, ECDsa> _keys = [];

    public TrustedKeys(IEnumerable<byte[]> publicKeys)
    {
        foreach (var bytes in publicKeys)
        {
            var id = SealKeys.IdOf(bytes);
            if (_keys.ContainsKey(id)) continue;
            var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out _);
            _keys.Add(id, key);
        }
    }

    public bool Knows(string keyId) => _keys.ContainsKey(keyId);

    /// <summary>True when a key that counts has signed exactly this.</summary>
    public bool Signed(string keyId, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        _keys.TryGetValue(keyId, out var key)
        && key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
