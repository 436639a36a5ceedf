using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Tests.Kernel.Durability;

/// <summary>
/// Colleagues who do to tickets of their own whatever can be done to tickets, one deed after the other. Each acknowledged deed leaves a look that
/// shows it; a deed whose connection broke is sent again with its key once the server is back, and must then be done once.
/// </summary>
internal sealed partial class ChangeLoad(string ada, string bea, string webhook)
{
    private readonly ConcurrentDictionary<string, Func<HttpClient, Task>> _looks = new();
    private readonly ConcurrentQueue<Func<HttpClient, Task>> _broken = new();
    private readonly ConcurrentDictionary<int, CookieCollection> _customers = new();
    private readonly ConcurrentQueue<string> _surprises = new();
    private readonly ConcurrentDictionary<string, string> _kept = new();
    private readonly ConcurrentDictionary<string, bool> _withdrawn = new();
    private readonly ConcurrentDictionary<string, string> _opened = new();
    private int _acknowledged;
    private int _seen;

    private sealed record Deed(string What, HttpMethod Method, string Path, Func<HttpContent?> Body, string Token, string Key, Func<JsonElement, Func<HttpClient, Task>?> Then, string About);

    /// <summary>The connection broke: whether the deed was done nobody knows.</summary>
    private sealed class Broken : Exception;

    public int Acknowledged => _acknowledged;

    /// <summary>Texts of replies that were not taken back.</summary>
    public ICollection<string> Kept => _kept.Keys;

    /// <summary>Texts of replies that were taken back in time.</summary>
    public ICollection<string> Withdrawn => _withdrawn.Keys;

    /// <summary>Words in subjects, and the number of the ticket.</summary>
    public IReadOnlyDictionary<string, string> Opened => _opened;

    /// <summary>Each client's customer signs in to the portal, by the link that is mailed to them.</summary>
    public async Task Enter(string url, int clients, SmtpSink sink)
    {
        using var http = new HttpClient { BaseAddress = new(url) };
        for (var client = 0; client < clients; client++)
        {
            var address = $"kim{client}@acme.example";
            await Opens(http, $"first{client}", new { email = address, name = $"Kim {client}" });
            using var browser = new FormBrowser(new(url));
            (await browser.Submit("/portal/sign-in", ("Form.Address", address))).StatusCode.ShouldBe(HttpStatusCode.OK);
            var mail = await Eventually.Gives(() => Task.FromResult(sink.Received.FirstOrDefault(m => m.To.ToString().Contains(address, StringComparison.Ordinal) && Link().IsMatch(m.TextBody ?? ""))), "the link is mailed");
            (await browser.Submit(Link().Match(mail.TextBody!).Value)).Headers.Location!.ToString().ShouldEndWith("/portal");
            _customers[client] = browser.Cookies.GetAllCookies();
        }
    }

    /// <summary>Clients work until it is stopped or the server is gone.</summary>
    public Task Run(string url, int clients, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
    {
        using var http = new HttpClient { BaseAddress = new(url) };
        try
        {
            while (!stop.IsCancellationRequested) await Story(http, client, Guid.CreateVersion7().ToString("N")[^12..]);
        }
        catch (Broken)
        {
        }
    }, CancellationToken.None)));

    /// <summary>Sends once more what nobody answered, and looks whether all that was ever acknowledged is so.</summary>
    /// <param name="all">Otherwise only what was done since the last time.</param>
    public async Task Settle(string url, bool all = false)
    {
        using var http = new HttpClient { BaseAddress = new(url) };
        while (_broken.TryDequeue(out var again)) await again(http);
        _surprises.ShouldBeEmpty();
        var looks = all ? [.. _looks] : _looks.OrderBy(l => l.Key, StringComparer.Ordinal).Skip(_seen / 2).ToList();
        await Parallel.ForEachAsync(looks, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (look, _) =>
        {
            try
            {
                await look.Value(http);
            }
            catch (Exception exception) when (exception is ShouldAssertException or KeyNotFoundException or InvalidOperationException)
            {
                _surprises.Enqueue($"{look.Key}: {exception.Message}");
            }
        });
        _surprises.ShouldBeEmpty();
        _seen = _looks.Count;
    }

    public async Task<JsonElement> Gets(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ada) } };
        using var answer = await http.SendAsync(request, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task Story(HttpClient http, int client, string word)
    {
        var requester = new { email = $"kim{client}@acme.example", name = $"Kim {client}" };
        var a = await Opens(http, $"a{word}", requester);
        var b = await Opens(http, $"b{word}", requester);
        await Does(http, HttpMethod.Put, $"tickets/{a}/drafts/reply", new { text = $"Begun {word}" }, $"{word} draft", _ => async h =>
            (await Gets(h, $"tickets/{a}/drafts")).GetProperty("items")[0].GetProperty("text").GetString().ShouldBe($"Begun {word}"));
        await Attaches(http, a, word);
        await Replies(http, a, word);
        await Answers(http, client, a, word);
        await Rests(http, a, word);
        await Marks(http, a, b, word);
        await Joins(http, a, b, word);
        await Owes(http, a, word);
        await Agrees(http, a, word);
        // There is one for all, and of six who change it at the same moment some are told to look again.
        if (client == 0) await Does(http, HttpMethod.Patch, $"webhooks/{webhook}", new { name = $"Chat {word}" }, "webhook", _ => async h =>
            (await Gets(h, $"webhooks/{webhook}")).GetProperty("name").GetString().ShouldBe($"Chat {word}"));
        await BecomeOne(http, word);
    }

    private async Task<string> Opens(HttpClient http, string word, object requester)
    {
        var made = await Does(http, HttpMethod.Post, "tickets", new { subject = $"Sync {word}", body = $"Since noon {word}.", requester }, $"{word} open", opened =>
        {
            var number = opened.GetProperty("number").GetString()!;
            _opened[word] = number;
            return async h => (await Gets(h, $"tickets/{number}")).GetProperty("subject").GetString().ShouldBe($"Sync {word}");
        });
        return made.GetProperty("number").GetString()!;
    }

    /// <summary>A file comes, and goes with a note.</summary>
    private async Task Attaches(HttpClient http, string ticket, string word)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(word, 4_000)));
        var file = (await DoesWith(http, HttpMethod.Post, $"tickets/{ticket}/attachments", () => new MultipartFormDataContent { { new ByteArrayContent(content), "file", $"{word}.log" } }, $"{word} file",
            brought => h => HasContent(h, $"tickets/{ticket}/attachments/{Id(brought)}/content", content))).GetProperty("id").GetString()!;
        await Does(http, HttpMethod.Post, $"tickets/{ticket}/notes", new { body = $"Note {word}", attachments = new[] { file } }, $"{word} note", note => async h =>
            (await Gets(h, $"tickets/{ticket}/messages/{Id(note)}")).GetProperty("attachments")[0].GetProperty("id").GetString().ShouldBe(file));
    }

    private async Task HasContent(HttpClient http, string path, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ada) } };
        using var answer = await http.SendAsync(request, CancellationToken.None);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        (await answer.Content.ReadAsByteArrayAsync(CancellationToken.None)).AsSpan().SequenceEqual(content).ShouldBeTrue(path);
    }

    /// <summary>One reply goes out, and one is taken back in time.</summary>
    private async Task Replies(HttpClient http, string ticket, string word)
    {
        await Does(http, HttpMethod.Post, $"tickets/{ticket}/replies", new { body = $"Kept {word}" }, $"{word} kept", reply =>
        {
            _kept[$"Kept {word}"] = Id(reply);
            return async h => (await Gets(h, $"tickets/{ticket}/messages/{Id(reply)}")).GetProperty("body").GetString().ShouldBe($"Kept {word}");
        });
        var regretted = Id(await Does(http, HttpMethod.Post, $"tickets/{ticket}/replies", new { body = $"Regretted {word}", undoable = true }, $"{word} regret", _ => null));
        await Does(http, HttpMethod.Delete, $"tickets/{ticket}/replies/{regretted}", null, $"{word} withdrawal", _ =>
        {
            _withdrawn[$"Regretted {word}"] = true;
            return async h => (await Gets(h, $"tickets/{ticket}/messages/{regretted}")).GetProperty("redacted").GetProperty("reason").GetString().ShouldBe("withdrawn");
        });
    }

    /// <summary>The customer answers in the portal. A page that is sent twice says one thing.</summary>
    private async Task Answers(HttpClient http, int client, string ticket, string word)
    {
        (string, string)[] fields = [];
        var cookies = _customers[client];
        try
        {
            using var browser = Visitor(http, cookies);
            fields = [.. PortalVisitors.HiddenIn(await browser.Read($"/portal/requests/{ticket}"), "Form.Body"), ("Form.Body", $"Answer {word}")];
            cookies = browser.Cookies.GetAllCookies();
        }
        catch (HttpRequestException)
        {
            throw new Broken();
        }
        try
        {
            await Press(http);
        }
        catch (HttpRequestException)
        {
            _broken.Enqueue(Press);
            throw new Broken();
        }

        async Task Press(HttpClient at)
        {
            using var browser = Visitor(at, cookies);
            using var answer = await browser.Post($"/portal/requests/{ticket}", fields);
            if (answer.StatusCode != HttpStatusCode.Redirect) _surprises.Enqueue($"portal {ticket}: {(int)answer.StatusCode}");
            Interlocked.Increment(ref _acknowledged);
            _looks[$"{word} answer"] = async h => (await Gets(h, $"tickets/{ticket}/messages")).GetProperty("items").EnumerateArray().Count(m => m.GetProperty("body").GetString() == $"Answer {word}").ShouldBe(1);
        }
    }

    private static FormBrowser Visitor(HttpClient at, CookieCollection cookies)
    {
        var browser = new FormBrowser(at.BaseAddress!);
        browser.Cookies.Add(cookies);
        return browser;
    }

    /// <summary>It is snoozed, woken, and snoozed again.</summary>
    private async Task Rests(HttpClient http, string ticket, string word)
    {
        var until = InstantPattern.General.Format(ServerProcess.Now + Duration.FromHours(3));
        await Does(http, HttpMethod.Put, $"tickets/{ticket}/snooze", new { until }, $"{word} rest", _ => Until(until));
        await Does(http, HttpMethod.Delete, $"tickets/{ticket}/snooze", null, $"{word} rest", _ => Until(null));
        await Does(http, HttpMethod.Put, $"tickets/{ticket}/snooze", new { until }, $"{word} rest", _ => Until(until));

        Func<HttpClient, Task> Until(string? time) => async h => (await Gets(h, $"tickets/{ticket}")).GetProperty("snoozedUntil").GetString().ShouldBe(time);
    }

    /// <summary>Both are labelled at once, and one label is taken off again.</summary>
    private async Task Marks(HttpClient http, string a, string b, string word)
    {
        var tickets = new[] { a, b };
        await Does(http, HttpMethod.Post, "tickets/bulk", new { tickets, label = new { add = new[] { "vip", "eu" } } }, $"{word} labels", _ => Labelled("[\"eu\",\"vip\"]"));
        await Does(http, HttpMethod.Post, "tickets/bulk", new { tickets, label = new { remove = new[] { "eu" } } }, $"{word} labels", _ => Labelled("[\"vip\"]"));

        Func<HttpClient, Task> Labelled(string labels) => async h =>
        {
            foreach (var ticket in tickets) (await Gets(h, $"tickets/{ticket}")).GetProperty("labels").GetRawText().ShouldBe(labels, ticket);
        };
    }

    /// <summary>They are linked, merged, and in half of all stories taken apart again.</summary>
    private async Task Joins(HttpClient http, string a, string b, string word)
    {
        await Does(http, HttpMethod.Put, $"tickets/{a}/links/{b}", new { role = "related" }, $"{word} link", _ => async h =>
            (await Gets(h, $"tickets/{a}/links")).GetRawText().ShouldContain($"\"{b}\""));
        await Does(http, HttpMethod.Put, $"tickets/{b}/merge", new { into = a }, $"{word} merge", _ => async h =>
            (await Gets(h, $"tickets/{b}")).GetProperty("mergedInto").GetString().ShouldBe(a));
        if (word[^1] > '7') return;
        await Does(http, HttpMethod.Delete, $"tickets/{b}/merge", null, $"{word} merge", _ => async h =>
            (await Gets(h, $"tickets/{b}")).GetProperty("mergedInto").ValueKind.ShouldBe(JsonValueKind.Null));
    }

    private async Task Owes(HttpClient http, string ticket, string word)
    {
        var task = Id(await Does(http, HttpMethod.Post, "tasks", new { title = $"Call {word}", about = ticket, due = InstantPattern.General.Format(ServerProcess.Now + Duration.FromDays(2)) },
            $"{word} task", given => async h => (await Gets(h, $"tasks/{Id(given)}")).GetProperty("title").GetString().ShouldBe($"Call {word}")));
        await Does(http, HttpMethod.Put, $"tasks/{task}/completion", new { note = $"Called {word}" }, $"{word} done", _ => async h =>
            (await Gets(h, $"tasks/{task}")).GetProperty("settlement").GetProperty("note").GetString().ShouldBe($"Called {word}"));
    }

    /// <summary>A P1 falls; another person looks at it and agrees.</summary>
    private async Task Agrees(HttpClient http, string ticket, string word)
    {
        await Does(http, HttpMethod.Put, $"tickets/{ticket}/priority", new { priority = "P1", reason = $"Urgent {word}" }, $"{word} priority", _ => Is("P1"));
        await Does(http, HttpMethod.Put, $"tickets/{ticket}/priority", new { priority = "P3", reason = $"Calm {word}" }, $"{word} priority", _ => Is("P3"));
        var wish = (await Asked(http)).GetProperty("items").EnumerateArray().Single(a => a.GetProperty("content").GetString() == $"Calm {word}").GetProperty("id").GetString()!;
        await Does(http, HttpMethod.Put, $"approvals/{wish}/decision", new { verdict = "approve" }, $"{word} agreed", _ => async h =>
            (await Gets(h, $"approvals/{wish}")).GetProperty("state").GetString().ShouldBe("approved"), by: bea);

        Func<HttpClient, Task> Is(string priority) => async h => (await Gets(h, $"tickets/{ticket}")).GetProperty("priority").GetString().ShouldBe(priority);
    }

    private async Task<JsonElement> Asked(HttpClient http)
    {
        try
        {
            return await Gets(http, $"approvals?of=asked&state=waiting&limit=200");
        }
        catch (HttpRequestException)
        {
            throw new Broken();
        }
    }

    /// <summary>Two contacts turn out to be one person, and in half of all stories two after all.</summary>
    private async Task BecomeOne(HttpClient http, string word)
    {
        var one = Id(await Does(http, HttpMethod.Post, "contacts", new { name = $"One {word}" }, $"{word} one", _ => null));
        var other = Id(await Does(http, HttpMethod.Post, "contacts", new { name = $"Other {word}" }, $"{word} other", _ => null));
        await Does(http, HttpMethod.Put, $"contacts/{other}/merge", new { into = one }, $"{word} person", _ => async h => Id(await Gets(h, $"contacts/{other}")).ShouldBe(one));
        if (word[^1] > '7') return;
        await Does(http, HttpMethod.Delete, $"contacts/{other}/merge", null, $"{word} person", _ => async h => Id(await Gets(h, $"contacts/{other}")).ShouldBe(other));
    }

    private Task<JsonElement> Does(HttpClient http, HttpMethod method, string path, object? body, string about, Func<JsonElement, Func<HttpClient, Task>?> then, string? by = null) =>
        DoesWith(http, method, path, () => body is null ? null : JsonContent.Create(body, body.GetType(), options: KernelJson.Options), about, then, by);

    private async Task<JsonElement> DoesWith(HttpClient http, HttpMethod method, string path, Func<HttpContent?> body, string about, Func<JsonElement, Func<HttpClient, Task>?> then, string? by = null)
    {
        var deed = new Deed($"{method} {path}", method, path, body, by ?? ada, Guid.CreateVersion7().ToString("N"), then, about);
        try
        {
            return await Send(http, deed) ?? throw new Broken();
        }
        catch (HttpRequestException)
        {
            // What was so before may not be so any more.
            _looks.TryRemove(about, out _);
            _broken.Enqueue(again => Send(again, deed));
            throw new Broken();
        }
    }

    private async Task<JsonElement?> Send(HttpClient http, Deed deed)
    {
        using var request = new HttpRequestMessage(deed.Method, $"/api/v1/{deed.Path}") { Content = deed.Body(), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", deed.Token) } };
        request.Headers.Add("Idempotency-Key", deed.Key);
        using var answer = await http.SendAsync(request, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
        if (!answer.IsSuccessStatusCode)
        {
            // A reply whose withdrawal was cut off may be out by now.
            if (answer.StatusCode != HttpStatusCode.Conflict || !text.Contains("reply-is-out", StringComparison.Ordinal)) _surprises.Enqueue($"{deed.What}: {(int)answer.StatusCode} {text}");
            return null;
        }
        Interlocked.Increment(ref _acknowledged);
        var result = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        if (deed.Then(result) is { } look) _looks[deed.About] = look;
        return result;
    }

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;

    [GeneratedRegex("/portal/link/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
