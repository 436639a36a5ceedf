using System.Security.Cryptography;
using System.Text.Json;
using Bridgewatch.Tests.Access.WhoMayDoWhat;
using Bridgewatch.Tests.Catalog;
using Bridgewatch.Tests.Desk.Import;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Desk.Export;

/// <summary>Everything goes out as JSON Lines.</summary>
public class TakingEverythingOut
{
    [Theory, BothEngines]
    public async Task Everything_that_came_in_goes_out_with_its_files(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var account = ZendeskAccount.Acme();
        account.Bytes("attachments/9001_shot.png", Stage.OnePixel);
        await account.Into(app);
        using var folder = new TemporaryFolder();
        var done = await Verb.Run(["export", folder.Path, .. ZendeskAccount.Data(app)]);
        done.Exit.ShouldBe(0, done.Errors);

        var ticket = Lines(folder, "tickets").Single(t => t.Text("subject") == "Sync stalls");
        ticket.GetProperty("was")[0].Text("number").ShouldBe("101");
        (ticket.Text("status"), ticket.Text("origin"), ticket.GetProperty("fields").Text("platform")).ShouldBe(("waiting-on-customer", "imported", "Desktop/Linux"));
        ticket.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["sync", "vip"]);
        Lines(folder, "messages").Where(m => m.Text("ticket") == ticket.Text("number")).Select(m => m.Text("kind")).ShouldBe(["inbound", "note", "reply"]);
        var contact = Lines(folder, "contacts").Single(c => c.Text("id") == ticket.Text("requester"));
        (contact.Text("name"), contact.GetProperty("addresses")[0].GetString()).ShouldBe(("Kim Lee", "kim@widgets.example"));
        Lines(folder, "organizations").Single().Text("id").ShouldBe(ticket.Text("organization"));
        Lines(folder, "fields").Select(f => f.Text("key")).ShouldBe(["platform", "seats"], ignoreOrder: true);
        var file = Lines(folder, "attachments").Single();
        var content = await File.ReadAllBytesAsync(Path.Combine(folder.Path, "files", file.Text("sha256")[..2], file.Text("sha256")), TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(SHA256.HashData(content)).ShouldBe(file.Text("sha256"));
        JsonDocument.Parse(done.Output).RootElement.GetProperty("counts").GetProperty("messages").GetInt32().ShouldBe(await app.Look(db => db.Journal.CountAsync(r => r.Type.StartsWith("desk.ticket.") && (r.Type.Contains("opened") || r.Type.Contains("replied") || r.Type.Contains("note-added") || r.Type.Contains("customer-wrote")))));

        (await app.JournalTypes()).ShouldContain("desk.everything.exported.v1");
        (await Verb.Run(["export", folder.Path, .. ZendeskAccount.Data(app)])).Exit.ShouldBe(2, "the folder is not empty");
    }

    private static List<JsonElement> Lines(TemporaryFolder folder, string noun) =>
        [.. File.ReadAllLines(Path.Combine(folder.Path, noun + ".jsonl")).Select(l => JsonDocument.Parse(l).RootElement)];
}
