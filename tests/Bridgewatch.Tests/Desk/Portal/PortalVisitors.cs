using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Desk.Portal;

/// <summary>Customers at the portal: their mail, and their browsers without script.</summary>
internal static partial class PortalVisitors
{
    /// <summary>Mail is set up, at a server that takes nothing: what would go out waits where the test can read it.</summary>
    public static async Task<RunningApp> Open(Engine engine, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var app = await RunningApp.On(engine, settings: settings);
        await app.Ada.Id;
        await app.Send(new ChangeSetting("kernel.outgoing-mail",
            JsonSerializer.SerializeToElement(new { host = "localhost", port = Ports.Free(), security = "none", fromAddress = "support@example.test" })));
        return app;
    }

    public static Task<ContactId> Knows(this RunningApp app, string name, string address, params SpeaksFor[] organizations) =>
        app.Send(new AddContact(name, [address], Organizations: organizations));

    /// <summary>A browser of the customer with this address, signed in by a mailed link.</summary>
    public static async Task<FormBrowser> Customer(this RunningApp app, string address)
    {
        var browser = app.Browser();
        (await browser.Submit("/portal/sign-in", ("Form.Address", address))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Submit(await app.LinkTo(address))).Headers.Location!.ToString().ShouldEndWith("/portal");
        return browser;
    }

    /// <summary>The path of the newest link that was mailed to the address.</summary>
    public static async Task<string> LinkTo(this RunningApp app, string address)
    {
        var mails = await app.MailsTo(address);
        return Link().Match(mails[^1]).Value;
    }

    public static async Task<List<string>> MailsTo(this RunningApp app, string address) =>
        [.. (await app.Look(db => db.Set<Delivery>().ToListAsync())).OrderBy(d => d.Id.Value).Select(d => d.Payload).Where(p => p.Contains($"\"to\":\"{address}\"", StringComparison.Ordinal))];

    /// <summary>A page without what differs from request to request.</summary>
    public static string Plain(string page) => Differing().Replace(page, "");

    /// <summary>The fields that nobody sees of the page's first form that is posted, or of the one with this field.</summary>
    public static (string Name, string Value)[] HiddenIn(string page, string field = "") =>
        [.. Hidden().Matches(PostForm().Matches(page).First(form => form.Value.Contains(field, StringComparison.Ordinal)).Value).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))];

    [GeneratedRegex("<form[^>]* method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex PostForm();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("/portal/link/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("<!--.*?-->|value=\"[^\"]*\"|f-[0-9a-f]{32}")]
    private static partial Regex Differing();
}
