using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Bridgewatch.Tests.Harness;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests;

/// <summary>
/// One person's browser. Closing it fails the test when any page of it broke the content security policy, logged an error
/// or threw one, unless the test took that out with <see cref="Expect"/>.
/// </summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly AxeRunOptions _wcag = new() { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa") };
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<string> _expected = [];
    private readonly Viewing _viewing;
    private bool _measured;

    private Visit(IBrowserContext context, Viewing viewing) => (Context, _viewing) = (context, viewing);

    public IBrowserContext Context { get; }
    public IPage Page { get; private set; } = null!;

    /// <summary>What went wrong so far in any page.</summary>
    public IReadOnlyList<string> Complaints =>
    [
        .. _complaints.Where(c => !_expected.Exists(e => c.Contains(e, StringComparison.OrdinalIgnoreCase)))
            .Where(c => !(_measured && c.Contains("style-src-elem", StringComparison.Ordinal)))
            // A key pressed in the very moment in which its element is drawn anew finds no handler; the framework drops it and says so.
            // A handler that fails ends the circuit instead, with other words.
            .Where(c => !c.Contains("exception invoking 'DispatchEventAsync'", StringComparison.Ordinal)),
    ];

    internal static async Task<Visit> Begin(IBrowserContext context, Viewing viewing)
    {
        var visit = new Visit(context, viewing);
        context.WebError += (_, error) => visit._complaints.Enqueue($"error in {error.Page?.Url}: {error.Error}");
        context.Console += (_, message) =>
        {
            if (message.Type == "error") visit._complaints.Enqueue($"console of {message.Page?.Url}: {message.Text} {message.Location}");
        };
        if (viewing.Script)
        {
            await context.ExposeBindingAsync("__refused", (BindingSource source, string what) =>
                visit._complaints.Enqueue($"content security policy in {source.Page?.Url}: {what}"));
            await context.AddInitScriptAsync(
                "addEventListener('securitypolicyviolation', e => __refused(e.effectiveDirective + ' refused ' + e.blockedURI + ' ' + e.sourceFile + ':' + e.lineNumber))");
        }
        visit.Page = await context.NewPageAsync();
        return visit;
    }

    /// <summary>Goes to a path of the application and waits until it is loaded. A page that takes clicks needs <see cref="OpenLive"/>.</summary>
    public async Task<IResponse> Open(string path) => (await Page.GotoAsync(path)).ShouldNotBeNull();

    /// <summary>Goes to a path and waits for its circuit: a click before that would be lost.</summary>
    public async Task<IResponse> OpenLive(string path)
    {
        var response = await Open(path);
        await Live();
        return response;
    }

    /// <summary>Waits until the page's circuit runs: its root component then sets <c>data-live</c> on <c>html</c>.</summary>
    public Task Live(IPage? page = null) => Assertions.Expect((page ?? Page).Locator("html[data-live]")).ToBeAttachedAsync();

    /// <summary>These complaints are what the test is about.</summary>
    /// <param name="substring">Part of each.</param>
    public void Expect(string substring) => _expected.Add(substring);

    /// <summary>No serious or critical violation of WCAG 2.2 AA on the page as it stands, nor anything that makes it wider than the screen
    /// (1.4.10, which axe does not look at).</summary>
    public async Task ShouldBeAccessible()
    {
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(Page.ViewportSize!.Width, $"{Page.Url} as {_viewing}");
        var found = await Examined();
        // Measuring the contrast is itself an inline style, which the policy refuses: the measure's complaint, not the page's.
        _measured = true;
        found.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{v.Id} ({v.Impact}): {v.Help}\n    {string.Join("\n    ", v.Nodes.Select(n => n.Html).Take(5))}")
            .ShouldBeEmpty($"{Page.Url} as {_viewing}");
    }

    /// <summary>A page whose address is there may still be replaced by itself once, when it comes from one with a circuit.</summary>
    private async Task<AxeResult> Examined()
    {
        await Page.WaitForLoadStateAsync();
        try
        {
            return await Page.RunAxe(_wcag);
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
        {
            await Page.WaitForLoadStateAsync();
            return await Page.RunAxe(_wcag);
        }
    }

    /// <summary>Waits until the page is at an address that ends so; an asterisk stands for anything.</summary>
    /// <remarks>Playwright's WaitForURL misses a change that comes while it begins to look.</remarks>
    public Task Reaches(string end) => Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(end).Replace(@"\*", ".*", StringComparison.Ordinal) + "$"));

    /// <summary>Keeps a picture of the whole page in artifacts/screenshots, its name followed by the way it was looked at.</summary>
    /// <returns>The file.</returns>
    public async Task<string> Screenshot(string name)
    {
        if (_viewing.Script) await Page.EvaluateAsync("document.fonts.ready");
        var path = Repository.Path("artifacts", "screenshots", $"{name}-{_viewing}.png");
        await Page.ScreenshotAsync(new() { Path = path, FullPage = true, Animations = ScreenshotAnimations.Disabled });
        return path;
    }

    /// <summary>Gives the page a passkey device that always says yes. Before the page asks for one.</summary>
    public async Task AddPasskeys()
    {
        var devtools = await Context.NewCDPSessionAsync(Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        Complaints.ShouldBeEmpty($"Something went wrong in the browser ({_viewing}).");
        foreach (var expected in _expected)
            _complaints.ShouldContain(c => c.Contains(expected, StringComparison.OrdinalIgnoreCase), $"Nothing complained about \"{expected}\".");
    }
}
