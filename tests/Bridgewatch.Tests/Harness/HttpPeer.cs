using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Bridgewatch.Tests.Harness;

/// <summary>One request as it came.</summary>
public sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A small HTTP server on loopback that keeps what it gets and answers what the test wants: somebody else's endpoint.</summary>
public sealed class HttpPeer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    public HttpPeer()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}/");
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = Serve();
    }

    /// <summary>With a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Status and body of the answers from now on; by default 200 and nothing.</summary>
    public Func<ReceivedRequest, (int Status, string Body)> Answer { get; set; } = _ => (200, "");

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Waits for a request that fits, and returns the first.</summary>
    public Task<ReceivedRequest> WaitFor(Func<ReceivedRequest, bool> fits, string because, TimeSpan? timeout = null) =>
        Eventually.Gives(() => Task.FromResult(_requests.FirstOrDefault(fits)), because, timeout);

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException) { return; }
            _ = Reply(context);
        }
    }

    private async Task Reply(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var headers = context.Request.Headers.AllKeys.OfType<string>()
                .ToDictionary(k => k, k => context.Request.Headers[k] ?? "", StringComparer.OrdinalIgnoreCase);
            var request = new ReceivedRequest(context.Request.HttpMethod, context.Request.RawUrl ?? "/", headers, await reader.ReadToEndAsync());
            var (status, body) = Answer(request);
            _requests.Enqueue(request);
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await using var writer = new StreamWriter(context.Response.OutputStream);
            await writer.WriteAsync(body);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The caller has gone, or the test has ended.
        }
    }
}
