using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alerts;
using NodaTime;

namespace Bridgewatch.Signals.Inbox;

/// <summary>How far a message of a monitor has come.</summary>
public enum RawState
{
    /// <summary>Kept and answered; the intake has not looked at it yet.</summary>
    Waiting,
    Processed,

    /// <summary>Nothing was taken of it; the problem says why.</summary>
    NotUnderstood,
}

/// <summary>What a monitor sent, byte for byte, kept before it was answered. Operational.</summary>
public sealed class RawMessage
{
    public const int LongestProblem = 500;

    /// <summary>What was taken in is kept that long, to look at and to replay.</summary>
    public static readonly Duration Kept = Duration.FromDays(30);

    /// <summary>What was not understood waits longer for somebody to look at it.</summary>
    public static readonly Duration KeptNotUnderstood = Duration.FromDays(90);

    public required RawMessageId Id { get; init; }

    public required IntegrationId Integration { get; init; }

    /// <summary>Grows strictly within a process, so that it also is the order of arrival.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>As JSON; only those that help to understand the body.</summary>
    public required string Headers { get; init; }

    /// <summary>Compressed with Brotli.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Of the body as it came, in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>SHA-256 of the body as it came.</summary>
    public required byte[] Hash { get; init; }

    public RawState State { get; set; }

    public Instant? ProcessedAt { get; set; }

    /// <summary>Why it was not understood, in words.</summary>
    public string? Problem { get; set; }

    /// <summary>What it became, as JSON of <see cref="RawOutcome"/>.</summary>
    public string? Outcome { get; set; }

    internal static RawMessage Of(IntegrationId integration, Instant receivedAt, IReadOnlyDictionary<string, string> headers, ReadOnlySpan<byte> body) => new()
    {
        Id = RawMessageId.New(),
        Integration = integration,
        ReceivedAt = receivedAt,
        Headers = KernelJson.Write(headers),
        Body = Pack(body),
        Size = body.Length,
        Hash = SHA256.HashData(body),
    };

    /// <summary>The body as it came.</summary>
    internal Stream Open() => new BrotliStream(new MemoryStream(Body, writable: false), CompressionMode.Decompress);

    internal void BeProcessed(RawOutcome outcome, Instant at) => (State, ProcessedAt, Problem, Outcome) = (RawState.Processed, at, null, KernelJson.Write(outcome));

    internal void BeNotUnderstood(string problem, Instant at) =>
        (State, ProcessedAt, Problem, Outcome) = (RawState.NotUnderstood, at, problem[..Math.Min(problem.Length, LongestProblem)], null);

    internal void WaitAgain() => (State, ProcessedAt, Problem, Outcome) = (RawState.Waiting, null, null, null);

    /// <summary>Fast rather than small: it stands between the request and its answer.</summary>
    private static byte[] Pack(ReadOnlySpan<byte> body)
    {
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.Length));
        try
        {
            if (!BrotliEncoder.TryCompress(body, room, out var written, quality: 1, window: 18)) throw new InvalidOperationException("The body could not be compressed.");
            return room.AsSpan(0, written).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}

/// <summary>What a message became.</summary>
/// <param name="Repeated">Alerts about which it said nothing new.</param>
/// <param name="Truncated">Alerts that the sender left out.</param>
/// <param name="Warnings">What was missing, assumed or wrong, most frequent first.</param>
public sealed record RawOutcome(
    int Fired, int Resolved, int Changed, int Repeated, long Truncated, IReadOnlyList<TicketNumber> Tickets, IReadOnlyList<RawWarning> Warnings);

/// <summary>A kind of warning of a message and its alerts.</summary>
/// <param name="Field">Where it was the first time.</param>
/// <param name="Value">What stood there.</param>
/// <param name="Times">How many times.</param>
public sealed record RawWarning(AlertFault Fault, string? Field, string? Value, int Times)
{
    internal static IReadOnlyList<RawWarning> Of(IEnumerable<AlertWarning> warnings) =>
    [
        .. warnings.GroupBy(w => w.Fault).Select(g => new RawWarning(g.Key, g.First().Field, g.First().Value, g.Count())).OrderByDescending(w => w.Times),
    ];
}
