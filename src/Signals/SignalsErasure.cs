using System.Text;
using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Signals.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals;

/// <summary>Messages of monitors that name a person. They are compressed, so all that are kept are read.</summary>
internal sealed class RawErasure(BridgewatchDb db) : IErases
{
    public string Store => "signals.raw-inbox";

    public IReadOnlyList<string> Tables => ["raw_message"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Found(subject, ct)).Count;

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) =>
        [.. (await Found(subject, ct)).Select(m => new { m.ReceivedAt, m.Body })];

    /// <summary>The whole message goes: a part of it would not be what was sent. One that still waits is not taken in any more.</summary>
    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Found(subject, ct);
        foreach (var message in found) await db.RawMessages.Where(r => r.Id == message.Id).ExecuteDeleteAsync(ct);
        return found.Count;
    }

    private async Task<IReadOnlyList<Message>> Found(ErasureSubject subject, CancellationToken ct)
    {
        var (traces, found) = (Traces.Of(subject), new List<Message>());
        // One at a time: a body can have megabytes.
        var ids = await db.RawMessages.AsNoTracking().OrderBy(r => r.ReceivedAt).Select(r => r.Id).ToListAsync(ct);
        foreach (var id in ids)
        {
            if (await db.RawMessages.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } raw) continue;
            using var body = new MemoryStream(raw.Size);
            await using (var packed = raw.Open()) await packed.CopyToAsync(body, ct);
            if (traces.StandInJson(body.ToArray()) || traces.StandIn(raw.Problem) || traces.StandInJson(Encoding.UTF8.GetBytes(raw.Headers)))
                found.Add(new(raw.Id, raw.ReceivedAt, Encoding.UTF8.GetString(body.ToArray())));
        }
        return found;
    }

    private sealed record Message(RawMessageId Id, NodaTime.Instant ReceivedAt, string Body);
}

/// <summary>Titles and labels of alerts that name a person. That there was an alert stays.</summary>
internal sealed class AlertErasure(BridgewatchDb db) : IErases
{
    private const string Erased = "erased";

    public string Store => "signals.alerts";

    public IReadOnlyList<string> Tables => ["alert"];

    /// <summary>Tickets that repeat what the alert said.</summary>
    public async Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct) =>
        [.. (await Found(subject, ct)).Select(a => a.Ticket).OfType<TicketId>().Distinct().Select(t => new Concern(t.Value))];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Found(subject, ct)).Count;

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) =>
        [.. (await Found(subject, ct)).Select(a => new { a.StartsAt, a.EndsAt, a.Title, a.Labels })];

    /// <summary>By statements, since nothing happened to the alert: the erasure's own entry tells of it.</summary>
    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var (traces, found) = (Traces.Of(subject), await Found(subject, ct));
        foreach (var alert in found)
        {
            // A fingerprint of the sender's own making may be a name; the next message then speaks of another alert.
            var fingerprint = traces.StandIn(alert.Fingerprint) ? $"{Erased}-{alert.Id}" : alert.Fingerprint;
            await db.AllAlerts.Where(a => a.Id == alert.Id).ExecuteUpdateAsync(
                s => s.SetProperty(a => a.Title, Erased).SetProperty(a => a.Labels, "{}").SetProperty(a => a.Fingerprint, fingerprint), ct);
        }
        return found.Count;
    }

    private async Task<IReadOnlyList<Alert>> Found(ErasureSubject subject, CancellationToken ct)
    {
        var (traces, found) = (Traces.Of(subject), new List<Alert>());
        await foreach (var alert in db.AllAlerts.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (traces.StandIn(alert.Title) || traces.StandIn(alert.Fingerprint) || traces.StandInJson(Encoding.UTF8.GetBytes(alert.Labels))) found.Add(alert);
        }
        return found;
    }
}

/// <summary>What gives a person away.</summary>
internal sealed class Traces
{
    private readonly IReadOnlyList<string> _spellings;

    private Traces(IReadOnlyList<string> spellings) => _spellings = spellings;

    public static Traces Of(ErasureSubject subject) => new(subject.Traces);

    public bool StandIn(string? text) => text is not null && _spellings.Any(s => text.Contains(s, StringComparison.OrdinalIgnoreCase));

    /// <summary>In a name or a text of JSON, however its letters are escaped.</summary>
    public bool StandInJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && StandIn(TextOf(ref reader))) return true;
        }
        return false;
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // No valid text; what can be read of it still may name somebody.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
