using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>What a person is given of themselves holds nothing that opens a door, and no mail of a colleague.</summary>
public class ExportingAPerson
{
    private const string Address = "kim@acme.example";

    [Theory, BothEngines]
    public async Task They_get_the_mails_that_they_were_sent_without_links_that_let_in_and_of_others_only_when(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        for (var i = 0; i < 8; i++) await app.Person($"Colleague {i}", "product-manager").Id;
        _ = await app.Person("Bea Second", "support-lead").Id;
        using (var opened = await app.Ada.Sends(HttpMethod.Post, "tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = Address, name = "Kim Ito" } }, ("Idempotency-Key", "opened")))
            opened.IsSuccessStatusCode.ShouldBeTrue();
        await app.Ada.Posts("tickets", new { subject = "Another one's", body = "b", requester = new { email = "lee@acme.example" } });
        await app.Ada.Posts("tickets/T-1/replies", new { body = "It flows again." });
        await app.Ada.Puts("tickets/T-2/copies", new { emails = new[] { Address } });
        await app.Ada.Posts("tickets/T-2/replies", new { body = "To Lee, and a copy." });
        using (var kim = app.Browser()) await kim.Submit("/portal/sign-in", ("Form.Address", Address));
        await app.Ada.Puts("tickets/T-1/priority", new { priority = "P1", reason = "Stores are down." });
        using (var asked = await app.Ada.Sends(HttpMethod.Put, "tickets/T-1/priority", new { priority = "P3", reason = "Kim Ito is calm." })) ((int)asked.StatusCode).ShouldBe(202);
        await Eventually.Holds(() => app.Look(db => db.Set<Delivery>().AnyAsync(d => d.Key.StartsWith("approval-asked") && d.Payload.Contains("Kim Ito"))), "Bea is asked");
        var secret = (await app.LinkTo(Address)).Split('/')[^1];

        var exported = await Verb.Run(["person", "export", Address, .. Sealing.On(app.Store)]);
        exported.Exit.ShouldBe(0, exported.Errors);
        exported.Output.ShouldNotContain(secret);
        exported.Output.ShouldNotContain("/answer/");
        exported.Output.ShouldNotContain("bea.second@");
        var stores = JsonDocument.Parse(exported.Output).RootElement.GetProperty("stores");
        var deliveries = stores.GetProperty("kernel.deliveries").EnumerateArray().ToList();
        var mails = deliveries.Where(d => d.TryGetProperty("payload", out _)).Select(d => KernelJson.Read<Mail>(d.GetProperty("payload").GetString()!)).ToList();
        mails.Select(m => (m.To, m.Text.Trim())).ShouldBe([(Address, "It flows again."), ("lee@acme.example", "To Lee, and a copy."), (Address, "")], ignoreOrder: true);
        deliveries.Where(d => !d.TryGetProperty("payload", out _)).ShouldNotBeEmpty();
        deliveries.Where(d => !d.TryGetProperty("payload", out _)).ShouldAllBe(d => d.EnumerateObject().Select(m => m.Name).SequenceEqual(new[] { "kind", "createdAt", "sentAt" }));
        // Answers were given to the program that asked.
        stores.GetProperty("kernel.idempotency").EnumerateArray().ShouldHaveSingleItem().EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("at");
    }
}
