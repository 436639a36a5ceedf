using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Posts one event to one webhook. Any 2xx is an acceptance, 410 ends the telling, everything else is tried again.</summary>
internal sealed class WebhookCarrier(
    BridgewatchDb db, JournalReader journal, Settings settings, IHttpClientFactory clients, IClock clock, Door door, Commands commands) : ICarrier
{
    public const string Client = "webhooks";

    /// <summary>Of the receiver's answer, for the log of deliveries.</summary>
    private const int LongestAnswer = 200;

    public string Kind => WebhookCall.Kind;

    public async Task Carry(Delivery delivery, CancellationToken ct)
    {
        var call = KernelJson.Read<WebhookCall>(delivery.Payload);
        var webhook = await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(w => w.Id == call.Webhook, ct) ?? throw new Undeliverable("The webhook is gone.");
        if (!webhook.IsTold && call.Type != "kernel.webhook.tested.v1") throw new Undeliverable(webhook.ArchivedAt is null ? "The webhook is paused." : "The webhook was archived.");
        var entry = await journal.One(call.Seq, ct);
        if (entry?.Data is not { } data) throw new Undeliverable("The entry was erased.");
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(Body(entry, data)) };
        request.Content.Headers.ContentType = new("application/json");
        Sign(request, webhook, $"msg_{delivery.Id.Value:N}", await request.Content.ReadAsByteArrayAsync(ct));
        await Post(request, webhook, ct);
    }

    /// <summary>Type, time and data, as the standard has it, and what our journal knows besides. Texts are in no event: they are fetched.</summary>
    private static byte[] Body(Entry entry, string data)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", entry.Type);
            json.WriteString("timestamp", NodaTime.Text.InstantPattern.ExtendedIso.Format(entry.At));
            json.WritePropertyName("data");
            json.WriteRawValue(data);
            json.WriteStartObject("subject");
            json.WriteString("kind", entry.Subject.Kind);
            json.WriteString("id", entry.Subject.Id);
            json.WriteEndObject();
            json.WriteString("position", entry.Position.ToString());
            json.WriteString("correlation", entry.Correlation);
            json.WriteEndObject();
        }
        return body.ToArray();
    }

    /// <summary>HMAC-SHA256 over id, time and body with each secret that counts: Standard Webhooks 1.0, symmetric signatures.</summary>
    private void Sign(HttpRequestMessage request, Webhook webhook, string id, byte[] body)
    {
        var now = clock.GetCurrentInstant();
        var stamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{stamp}."), .. body];
        var closed = webhook.EarlierSecretUntil > now ? (string?[])[webhook.Secret, webhook.EarlierSecret] : [webhook.Secret];
        var secrets = closed.OfType<string>().Select(c => settings.Open(new(c))).OfType<string>().ToList();
        if (secrets.Count == 0) throw new Undeliverable("The secret cannot be read with the keys that are here. Make a new one.");
        var signatures = secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(s[Webhook.SecretPrefix.Length..]), signed)));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", string.Join(' ', signatures));
    }

    private async Task Post(HttpRequestMessage request, Webhook webhook, CancellationToken ct)
    {
        using var client = clients.CreateClient(Client);
        // The client's own limit ends with the headers; whoever then sends nothing would hold all other deliveries up.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(client.Timeout);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.IsSuccessStatusCode) return;
            if (answer.StatusCode == HttpStatusCode.Gone)
            {
                door.Caller = Caller.System;
                await commands.Send(new PauseGoneWebhook(webhook.Id), ct);
                throw new Undeliverable("410: the receiver is gone, and is told nothing any more.");
            }
            throw new InvalidOperationException($"{(int)answer.StatusCode} {answer.ReasonPhrase}: {await Beginning(answer, limit.Token)}".TrimEnd(' ', ':'));
        }
        catch (HttpRequestException exception)
        {
            if (exception.GetBaseException() is ForbiddenTarget forbidden) throw new Undeliverable(forbidden.Message, exception);
            throw new InvalidOperationException($"{request.RequestUri!.Host}: {exception.GetBaseException().Message}", exception);
        }
        catch (OperationCanceledException exception) when (!ct.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{request.RequestUri!.Host}: no answer in time.", exception);
        }
    }

    private static async Task<string> Beginning(HttpResponseMessage answer, CancellationToken ct)
    {
        if ((int)answer.StatusCode is >= 300 and < 400) return "redirects are not followed";
        await using var content = await answer.Content.ReadAsStreamAsync(ct);
        var read = new byte[LongestAnswer];
        var length = await content.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, ct);
        return new string([.. Encoding.UTF8.GetString(read, 0, length).Where(c => !char.IsControl(c))]).Trim();
    }
}
