using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bridgewatch.Desk.Email;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Email;

/// <summary>A mailbox of ours, and in front of it a mail server that posts what comes.</summary>
internal sealed class Postbox
{
    public const string Address = "support@us.example";

    private readonly RunningApp _app;

    private Postbox(RunningApp app, JsonElement added)
    {
        _app = app;
        (Id, Url, Secret) = (added.Text("id"), new(added.Text("url")), added.Text("secret"));
    }

    public string Id { get; }

    public Uri Url { get; }

    public string Secret { get; }

    /// <summary>The mailbox in the API, below <c>/api/v1/</c>.</summary>
    public string Path => $"mailboxes/{Id}";

    public static async Task<Postbox> Of(RunningApp app, string address = Address, object? with = null)
    {
        var given = new Dictionary<string, object?> { ["name"] = "Support", ["addresses"] = new[] { address } };
        foreach (var property in with?.GetType().GetProperties() ?? []) given[property.Name] = property.GetValue(with);
        return new(app, await app.Admin.Posts("mailboxes", given));
    }

    /// <summary>Makes a message one that came by mail.</summary>
    public static async Task CameBy(RunningApp app, string ticket, string message)
    {
        var bytes = "From: kim@acme.example\n\nIt stalls.\n"u8.ToArray();
        var stored = await app.Services.GetRequiredService<FileStore>().Keep(new MemoryStream(bytes), bytes.Length, _ => { }, CancellationToken.None);
        TicketNumber.TryParse(ticket, out var number).ShouldBeTrue(ticket);
        MessageId.TryParse(message, out var id).ShouldBeTrue(message);
        await app.Services.GetRequiredService<OperationalWrites>().Run(async db =>
        {
            var raw = new RawMail { Id = RawMailId.New(), Mailbox = MailboxId.New(), ReceivedAt = app.Now, Sha256 = stored.Sha256, Size = stored.Size };
            raw.BeTakenIn(MailParser.Parse(bytes), await db.Set<Bridgewatch.Desk.Tickets.Ticket>().Where(t => t.Number == number).Select(t => t.Id).SingleAsync(), id, app.Now);
            db.Add(raw);
            return true;
        }, CancellationToken.None);
    }

    /// <summary>A mail in the simplest form; more fields of its head stand before the empty line.</summary>
    public static string Mail(string text, string from = "Kim <kim@acme.example>", string? subject = "Sync stalls", string? id = null, params string[] fields) =>
        $"From: {from}\nTo: {Address}\n{(subject is null ? "" : $"Subject: {subject}\n")}Message-ID: <{id ?? $"{Guid.CreateVersion7():N}@acme.example"}>\nDate: Fri, 27 Mar 2026 16:00:00 +0000\n"
        + string.Concat(fields.Select(f => f + "\n")) + $"\n{text}\n";

    /// <summary>Posts it and gives the answer's status.</summary>
    public async Task<int> Posts(byte[] mail, string? secret = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new ByteArrayContent(mail) };
        request.Content.Headers.ContentType = new("message/rfc822");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret ?? Secret);
        using var answer = await _app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Posts it, waits until it is taken in, and gives how it stands in the list.</summary>
    public async Task<JsonElement> Gets(string mail)
    {
        (await Posts(Encoding.UTF8.GetBytes(mail))).ShouldBe(202);
        await LookedAt();
        return (await Arrived())[0];
    }

    /// <summary>A mail that a server of elsewhere took earlier, and that we fetch only now.</summary>
    public async Task Held(string mail, Instant receivedAt)
    {
        MailboxId.TryParse(Id, out var mailbox).ShouldBeTrue();
        await _app.Services.GetRequiredService<MailArrivals>().Keep(mailbox, new MemoryStream(Encoding.UTF8.GetBytes(mail)), receivedAt, null, CancellationToken.None);
        await LookedAt();
    }

    public Task LookedAt() => Eventually.Holds(() => _app.Look(db => db.Set<RawMail>().AllAsync(r => r.State != RawMailState.Waiting)), "what arrived is looked at");

    /// <summary>What arrived, newest first, as the API lists it.</summary>
    public async Task<List<JsonElement>> Arrived() => [.. (await _app.Admin.Gets($"{Path}/mails")).GetProperty("items").EnumerateArray()];
}

internal static class MailedTickets
{
    public static async Task<List<JsonElement>> Messages(this RunningApp app, string ticket) => [.. (await app.Ada.Gets($"tickets/{ticket}/messages")).GetProperty("items").EnumerateArray()];
}
