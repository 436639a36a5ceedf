using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Durability;

/// <summary>Clients that open tickets as fast as they are answered, each request with a key of its own, and remember every answer.</summary>
internal sealed class TicketLoad(string token)
{
    private static readonly HttpStatusCode[] _expected = [HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable];
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly ConcurrentDictionary<string, bool> _tried = new();
    private readonly ConcurrentQueue<string> _surprises = new();
    private int _unavailable;

    /// <summary>Keys answered with 201, and the number each was given.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>Answers 503, each of which said when to come back.</summary>
    public int Unavailable => _unavailable;

    /// <summary>Starts a server on an empty store with an administrator, and makes a token for them.</summary>
    public static async Task<(ServerProcess Server, TicketLoad Load)> On(Store store, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var server = await ServerProcess.Start(store, environment: new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>())
        {
            ["BRIDGEWATCH_ADMIN_EMAIL"] = "ops@example.test",
            ["BRIDGEWATCH_ADMIN_PASSWORD"] = RunningApp.Password,
        });
        var token = await Verb.Run(["token", "create", "--user", "ops@example.test", "--name", "load", .. Trust.Sealing.On(store)]);
        token.Exit.ShouldBe(0, token.Errors);
        return (server, new(token.Output.Trim()));
    }

    /// <summary>Sends from some clients at once until it is stopped. Connections that break are no answer, and nothing is said about them.</summary>
    public Task Run(string url, int clients, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
    {
        using var http = new HttpClient { BaseAddress = new(url) };
        while (!stop.IsCancellationRequested)
        {
            var key = Guid.CreateVersion7().ToString("N");
            _tried[key] = true;
            try
            {
                await Send(http, key);
            }
            catch (HttpRequestException)
            {
                await Eventually.Holds(() => stop.IsCancellationRequested || Answers(http), "the server answers again");
            }
        }
    }, CancellationToken.None)));

    /// <summary>Sends everything again that was ever tried: what was acknowledged must give the same number, what was not is opened now.</summary>
    public async Task Repeat(string url)
    {
        using var http = new HttpClient { BaseAddress = new(url) };
        await Parallel.ForEachAsync(_tried.Keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, _) => await Send(http, key));
    }

    /// <summary>Every key that was tried has one ticket, and there is none besides.</summary>
    public async Task EachIsThereOnce(Store store)
    {
        _surprises.ShouldBeEmpty();
        await using var connection = await Trust.SealedApp.Opens(store);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT subject FROM ticket";
        var subjects = new List<string>();
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync()) subjects.Add(row.GetString(0));
        subjects.ShouldBeUnique();
        subjects.Order(StringComparer.Ordinal).ShouldBe(_acknowledged.Keys.Order(StringComparer.Ordinal));
        _acknowledged.Values.ShouldBeUnique();
    }

    private async Task Send(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(new { subject = key, body = "ERR_SSL_HANDSHAKE since noon.", requester = new { email = "kim@acme.example", name = "Kim" } });
        using var answer = await http.SendAsync(request, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
        if (!_expected.Contains(answer.StatusCode)) _surprises.Enqueue($"{(int)answer.StatusCode} {text}");
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Interlocked.Increment(ref _unavailable);
            if (answer.Headers.RetryAfter?.Delta is not { TotalSeconds: > 0 }) _surprises.Enqueue($"503 without Retry-After: {text}");
        }
        if (answer.StatusCode != HttpStatusCode.Created) return;
        var number = JsonDocument.Parse(text).RootElement.GetProperty("number").GetString()!;
        if (_acknowledged.GetOrAdd(key, number) != number) _surprises.Enqueue($"{key} was {_acknowledged[key]} and is {number} now");
    }

    private static bool Answers(HttpClient http)
    {
        try
        {
            using var answer = http.Send(new(HttpMethod.Get, "/healthz/live"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
