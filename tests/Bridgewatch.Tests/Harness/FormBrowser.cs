using System.Net;
using System.Text.RegularExpressions;

namespace Bridgewatch.Tests.Harness;

/// <summary>A browser without script: keeps cookies, reads a page's form and posts it. It follows no redirect by itself.</summary>
public sealed partial class FormBrowser : IDisposable
{
    private readonly HttpClient _http;

    public FormBrowser(Uri address)
    {
        _http = new(new CookiesOfTheTest(Cookies)) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> Open(string path) => _http.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The page as text; fails on anything but 200.</summary>
    public async Task<string> Read(string path)
    {
        using var answer = await Open(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Opens the page and posts the form that has the first of these fields: <c>("Form.Email", "ada@…")</c>; without fields its last form.</summary>
    public async Task<HttpResponseMessage> Submit(string path, params (string Name, string Value)[] fields)
    {
        var forms = Forms().Matches(await Read(path)).Select(f => f.Value).ToList();
        var form = fields is [var (first, _), ..] ? forms.Find(f => f.Contains($"name=\"{first}\"", StringComparison.Ordinal)) ?? forms[^1] : forms[^1];
        var hidden = Hidden().Matches(form).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)));
        return await Post(path, [.. hidden, .. fields]);
    }

    /// <summary>Posts as a foreign page would: without the page's hidden fields.</summary>
    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) =>
        _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), TestContext.Current.CancellationToken);

    /// <summary>Opens the page and posts its last form with files, as <see cref="Submit"/> does without.</summary>
    public async Task<HttpResponseMessage> Upload(string path, (string Name, byte[] Content)[] files, params (string Name, string Value)[] fields)
    {
        var form = Forms().Matches(await Read(path)).Select(f => f.Value).Last();
        using var parts = new MultipartFormDataContent();
        foreach (var hidden in Hidden().Matches(form).Where(h => fields.All(f => f.Name != h.Groups["name"].Value)))
            parts.Add(new StringContent(WebUtility.HtmlDecode(hidden.Groups["value"].Value)), hidden.Groups["name"].Value);
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        foreach (var (name, content) in files)
        {
            // A field that was left empty is sent as a file without a name.
            var part = new ByteArrayContent(content);
            part.Headers.ContentDisposition = new("form-data") { Name = "\"files\"", FileName = $"\"{name}\"" };
            part.Headers.ContentType = new("application/octet-stream");
            parts.Add(part);
        }
        return await _http.PostAsync(path, parts, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SignIn(string email, string password = RunningApp.Password, string returnUrl = "/account") =>
        Submit($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", ("Form.Email", email), ("Form.Password", password));

    public void Dispose() => _http.Dispose();

    /// <summary>Keeps cookies by the test's clock: one that is said to last until the program's tomorrow is not yet over.</summary>
    private sealed partial class CookiesOfTheTest(CookieContainer cookies)
        : DelegatingHandler(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } header) request.Headers.Add("Cookie", header);
            var answer = await base.SendAsync(request, cancellationToken);
            if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return answer;
            foreach (var cookie in set)
            {
                var taken = cookie.Contains("1970", StringComparison.Ordinal) ? cookie : Expires().Replace(cookie, "");
                cookies.SetCookies(request.RequestUri!, taken);
            }
            return answer;
        }

        [GeneratedRegex("; *expires=[^;]*", RegexOptions.IgnoreCase)]
        private static partial Regex Expires();
    }

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
