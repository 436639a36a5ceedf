using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Bridgewatch.Bench;

/// <summary>Request Tracker 5 as Debian packages it, on a PostgreSQL of its own, with eight workers: what a help desk that many run can do.</summary>
internal sealed class RequestTracker : IAsyncDisposable
{
    private const string Shared = "/usr/share/request-tracker5";

    private readonly Process _server;
    private readonly string _url;

    private RequestTracker(Process server, string url) => (_server, _url) = (server, url);

    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static async Task<RequestTracker> Start(Place place, int database, int port)
    {
        var folder = place.Folder("rt");
        foreach (var part in (string[])["conf.d", "mason", "session"]) place.Folder($"rt/{part}");
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        await File.WriteAllTextAsync(Path.Combine(folder, "conf.pm"), $$"""
            Set($rtname, 'example.test'); Set($Organization, 'example.test'); Set($Timezone, 'UTC');
            Set($WebDomain, '127.0.0.1'); Set($WebPort, {{port}}); Set($WebPath, ''); Set($WebBaseURL, '{{url}}');
            Set($DatabaseType, 'Pg'); Set($DatabaseHost, '127.0.0.1'); Set($DatabasePort, '{{database}}'); Set($DatabaseName, 'rt5');
            Set($DatabaseUser, 'rt_user'); Set($DatabasePassword, 'rt_pass'); Set($DatabaseAdmin, 'postgres');
            Set($LogToSyslog, undef); Set($LogToSTDERR, 'warning'); Set($MailCommand, 'testfile');
            $RT::MasonDataDir = '{{folder}}/mason'; $RT::MasonSessionDir = '{{folder}}/session'; 1;
            """);
        Environment.SetEnvironmentVariable("RT_SITE_CONFIG", Path.Combine(folder, "conf.pm"));
        Environment.SetEnvironmentVariable("RT_SITE_CONFIG_DIR", Path.Combine(folder, "conf.d"));
        try
        {
            await BuiltProgram.Run("rt-setup-database-5", "--action", "init", "--dba", "postgres", "--dba-password", "x");
            // A client that keeps its connection would hold a worker for itself.
            var start = new ProcessStartInfo("starman", ["--workers", "8", "--disable-keepalive", "--preload-app", "--listen", $"127.0.0.1:{port}", $"{Shared}/libexec/rt-server"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            var server = Process.Start(start)!;
            server.BeginOutputReadLine();
            server.BeginErrorReadLine();
            return new(server, url);
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("Request Tracker is not installed: apt-get install --no-install-recommends request-tracker5 rt5-db-postgresql rt5-standalone starman dbconfig-no-thanks w3m.");
        }
    }

    /// <summary>Tickets that so many clients open, each signed in with a session of its own, a second.</summary>
    public async Task<double> Opens(Place place, int clients, int seconds)
    {
        var sessions = new List<string>();
        while (sessions.Count < clients) sessions.Add(await SignIn());
        var opened = await Generator.RunWithCookies(place, $"{_url}/REST/2.0/ticket", sessions,
            $$"""{"Queue":"General","Subject":"SEPA payouts stuck in submitted","Requestor":"heike@example.test","ContentType":"text/plain","Content":"{{new string('x', 500)}}"}""", seconds);
        return opened.Count / opened.Seconds;
    }

    public async ValueTask DisposeAsync()
    {
        using var stop = Process.Start("kill", ["-TERM", $"{_server.Id}"]);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    /// <summary>Waits until it answers; its tokens cost a fifth of a second of bcrypt at each request, a session only here.</summary>
    private async Task<string> SignIn()
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies });
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var form = new FormUrlEncodedContent([new("user", "root"), new("pass", "password")]);
                using var answer = await http.PostAsync(new Uri($"{_url}/NoAuth/Login.html"), form);
                answer.EnsureSuccessStatusCode();
                return cookies.GetCookieHeader(new(_url));
            }
            catch (HttpRequestException) when (tries < 100)
            {
                await Task.Delay(200);
            }
        }
    }
}
