using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Kernel;
using OtpNet;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>Stands for one code of the authenticator when that is lost. Taking it deletes it. Operational.</summary>
public sealed class RecoveryCode
{
    /// <summary>So many are given at once; earlier ones end.</summary>
    public const int Given = 10;

    private const int Bytes = 10;
    private const int Group = 4;

    public required PersonId Person { get; init; }

    /// <summary>SHA-256: a code has 80 random bits, so nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>As it is shown, once: <c>K7QX-2MZP-…</c>.</summary>
    internal static string New() =>
        string.Join('-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes)).Chunk(Group).Select(group => new string(group)));

    /// <summary>However it is typed: in either case, with or without the strokes.</summary>
    internal static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))));
}
