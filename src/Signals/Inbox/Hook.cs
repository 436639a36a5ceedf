using System.Buffers;
using System.Text;
using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Integrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Signals.Inbox;

/// <summary>The door of monitors: checks the secret, keeps the body, answers. Everything else happens afterwards.</summary>
/// <remarks>Whatever keeps us from keeping it is 503: senders give up after a 4xx, and come back after a 5xx.</remarks>
internal static class Hook
{
    /// <summary>In bytes. A group of ten thousand alerts has three million.</summary>
    public const int LargestBody = 16 * 1024 * 1024;

    private const int LongestHeader = 500;

    private static readonly string[] KeptHeaders = ["Content-Type", "User-Agent", "X-Request-Id"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/hooks/alertmanager/{key}", Receive);

    private static async Task<IResult> Receive(
        string key, HttpContext http, HookKeys keys, Arrivals arrivals, BridgewatchDb db, StorageEngine engine, CancellationToken ct)
    {
        var integration = await keys.Open(IntegrationSource.Alertmanager, key, SecretOf(http.Request), ct) ?? throw new NotSignedIn();
        var body = await Read(http, ct);
        ExpectJson(body.Span);
        var message = RawMessage.Of(integration, arrivals.Next(), Headers(http.Request), body.Span);
        try
        {
            var added = db.Add(message);
            await engine.Transact(db, whole: false, async () =>
            {
                await engine.Save(db, [added], [], ct);
                return true;
            }, ct);
            engine.Announce();
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or Unavailable))
        {
            throw new Unavailable("The message could not be kept.", exception);
        }
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>The bearer token, or the password of basic authentication under any name.</summary>
    private static string? SecretOf(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || header.Split(' ', 2, StringSplitOptions.TrimEntries) is not [var scheme, var value]) return null;
        if (scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return value;
        if (!scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return null;
        var room = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, room, out var length)) return null;
        var pair = Encoding.UTF8.GetString(room, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pair[(colon + 1)..] : null;
    }

    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    private static async Task<ReadOnlyMemory<byte>> Read(HttpContext http, CancellationToken ct)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestBody;
        if (http.Request.ContentLength > LargestBody) throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        var body = new ArrayBufferWriter<byte>((int)(http.Request.ContentLength ?? 0) + 4_096);
        while (await http.Request.Body.ReadAsync(body.GetMemory(4_096), ct) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > LargestBody) throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }
        return body.WrittenMemory;
    }

    /// <summary>However deep it is: what is JSON is kept, and the intake says what it thinks of it.</summary>
    /// <exception cref="BadHttpRequestException">It is no JSON, so it will never be.</exception>
    private static void ExpectJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status400BadRequest, exception);
        }
    }

    private static Dictionary<string, string> Headers(HttpRequest request) => KeptHeaders
        .Where(name => request.Headers.ContainsKey(name))
        .ToDictionary(name => name, name => request.Headers[name].ToString() is { Length: > LongestHeader } longer ? longer[..LongestHeader] : request.Headers[name].ToString());
}
