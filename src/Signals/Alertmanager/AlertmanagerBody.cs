using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Bridgewatch.Signals.Alerts;

namespace Bridgewatch.Signals.Alertmanager;

/// <summary>What one delivery of Prometheus' Alertmanager says: a group, and its alerts.</summary>
/// <param name="Group">Null when the body cannot be read.</param>
/// <param name="Alerts">In the order of the body. Empty when it cannot be read: nothing is taken of a part.</param>
/// <param name="Warnings">Those of the group and of what was no alert; an alert's own stand with the alert.</param>
/// <param name="Error">Why the body cannot be read; null when it can.</param>
/// <remarks>
/// The body holds all firing alerts of the group and those that have just resolved: up to 10,000 in 3 MB. It is read
/// from front to back with one alert in memory beside the results. Each alert's own status counts, never the group's.
/// What is unknown is passed over. The same bytes always give the same result. Format:
/// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
/// </remarks>
public sealed record AlertmanagerBody(
    AlertmanagerGroup? Group, IReadOnlyList<NormalAlert> Alerts, IReadOnlyList<AlertWarning> Warnings,
    AlertmanagerError? Error)
{
    /// <summary>The largest body, in bytes; far beyond what Alertmanager sends.</summary>
    public const long LargestBody = 64_000_000;

    /// <summary>How much is read at a time. An alert larger than this is read again as more of it comes.</summary>
    private const int ReadSize = 128 * 1024;

    /// <summary>Reads a body that is in memory. Never throws for what it reads.</summary>
    public static AlertmanagerBody Read(ReadOnlySequence<byte> body)
    {
        if (body.Length > LargestBody) return TooLarge();
        var reading = new AlertmanagerReading();
        try
        {
            reading.Consume(body, isFinal: true);
        }
        catch (JsonException e)
        {
            return Broken(e);
        }
        return reading.Finish();
    }

    /// <summary>Reads a body as it comes. Throws only what the stream throws.</summary>
    public static async ValueTask<AlertmanagerBody> ReadAsync(Stream body, CancellationToken ct = default)
    {
        var pipe = PipeReader.Create(body, new(bufferSize: ReadSize, minimumReadSize: ReadSize / 4, leaveOpen: true));
        var reading = new AlertmanagerReading();
        try
        {
            long consumed = 0;
            while (true)
            {
                var read = await pipe.ReadAsync(ct);
                var position = reading.Consume(read.Buffer, read.IsCompleted);
                consumed += read.Buffer.Slice(0, position).Length;
                if (consumed + read.Buffer.Slice(position).Length > LargestBody) return TooLarge();
                pipe.AdvanceTo(position, read.Buffer.End);
                if (read.IsCompleted) return reading.Finish();
            }
        }
        catch (JsonException e)
        {
            return Broken(e);
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static AlertmanagerBody TooLarge() => new(null, [], [], new(AlertmanagerFault.TooLarge, null, null));

    private static AlertmanagerBody Broken(JsonException e) =>
        new(null, [], [], new(AlertmanagerFault.NotJson, e.LineNumber + 1, e.BytePositionInLine + 1));
}

/// <summary>The group that a delivery speaks of.</summary>
/// <param name="GroupKey">Alertmanager's name for it; stays the same for all deliveries.</param>
/// <param name="Receiver">The name of the receiver in Alertmanager's configuration.</param>
/// <param name="Status">Firing as long as one alert fires. Not to be used for an alert.</param>
/// <param name="TruncatedAlerts">How many alerts the sender left out because of `max_alerts`.</param>
/// <param name="ExternalUrl">Where Alertmanager's own pages are; null when it is no web address.</param>
public sealed record AlertmanagerGroup(
    string? GroupKey, string? Receiver, AlertStatus? Status, long TruncatedAlerts, string? ExternalUrl);

/// <summary>Why a body cannot be read.</summary>
/// <param name="Line">From 1; where JSON is broken.</param>
/// <param name="Column">In bytes, from 1.</param>
public sealed record AlertmanagerError(AlertmanagerFault Fault, long? Line, long? Column);

/// <summary>The kinds of <see cref="AlertmanagerError"/>.</summary>
public enum AlertmanagerFault
{
    /// <summary>No JSON, or broken off.</summary>
    NotJson,

    /// <summary>JSON, but no object with a list of alerts.</summary>
    NotAlertmanager,
    TooLarge,

    /// <summary>JSON, nested deeper than anything that Alertmanager sends.</summary>
    TooDeep,
}
