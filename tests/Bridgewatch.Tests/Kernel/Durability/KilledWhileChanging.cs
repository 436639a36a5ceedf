using System.Security.Cryptography;
using System.Text.Json;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Webhooks;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Kernel.Durability;

/// <summary>The process dies while all that can be done to tickets is being done: drafts, replies taken back, files, snoozes, merges, links, many at
/// once, tasks, approvals, webhooks, contacts who are one. Nothing acknowledged is lost, nothing is half done, nothing goes out twice.</summary>
public class KilledWhileChanging
{
    private const int Rounds = 6;
    private const int Clients = 6;

    /// <summary>What the dead process held in its hands is taken up by the next one after three minutes.</summary>
    private static readonly TimeSpan LeaseIsOver = TimeSpan.FromMinutes(4);

    [Long]
    [Theory, BothEngines]
    public async Task After_each_kill_every_acknowledged_deed_is_done_whole_and_once(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        using var receiver = new HttpPeer();
        var store = database.Store;
        var load = await Prepare(store, sink, receiver);
        var environment = new Dictionary<string, string?> { ["BRIDGEWATCH__OUTBOUND"] = "127.0.0.1" };
        var server = await ServerProcess.Start(store, environment: environment);
        await load.Enter(server.Url, Clients, sink);
        var random = new Random(20);
        for (var round = 1; round <= Rounds; round++)
        {
            using var stop = new CancellationTokenSource();
            var enough = load.Acknowledged + random.Next(40, 160);
            var running = load.Run(server.Url, Clients, stop.Token);
            await Eventually.Holds(() => load.Acknowledged > enough || running.IsCompleted, $"round {round} is answered");
            await server.Kill();
            await stop.CancelAsync();
            await running;
            await server.DisposeAsync();
            server = await ServerProcess.Start(store, environment: environment);
            await load.Settle(server.Url);
            await IsFound(load, server);
        }
        await load.Settle(server.Url, all: true);
        load.Acknowledged.ShouldBeGreaterThan(Rounds * 40);
        await IsMailed(load, sink);
        await Eventually.Holds(() => receiver.Requests.Select(r => r.Headers["webhook-id"]).Distinct().Count() == load.Opened.Count, "each opening is told", LeaseIsOver);
        (await server.Terminate()).ShouldBe(0, server.Output);
        await server.DisposeAsync();
        await IsWhole(store, load);
        var verified = await Verb.Run(["verify", .. Sealing.On(store)]);
        verified.Exit.ShouldBe(0, verified.Output + verified.Errors);
    }

    /// <summary>Two colleagues, mail, a webhook; before the first server starts.</summary>
    private static async Task<ChangeLoad> Prepare(Store store, SmtpSink sink, HttpPeer receiver)
    {
        await using var app = await Server.Build(new(store.Data, store.Connection, "http://127.0.0.1:0")
        {
            Settings = new Dictionary<string, string?> { ["BRIDGEWATCH:OUTBOUND"] = "127.0.0.1" },
        });
        var first = (await Sends(app.Services, new SetUpAdministrator("ada@example.test", "Ada", RunningApp.Password))).Person!.Value;
        var invited = await Sends(app.Services, new InvitePerson("bea@example.test", "Bea"));
        var link = invited.Invitation.Url!;
        await Sends(app.Services, new AcceptInvitation(link[(link.LastIndexOf('/') + 1)..], "Bea", RunningApp.Password));
        await Sends(app.Services, new GrantRole(invited.Id, BuiltInRoles.SupportLead, GrantScope.Everything, null, null));
        await Sends(app.Services, new ChangeSetting("kernel.outgoing-mail",
            JsonSerializer.SerializeToElement(new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@northwind.test" })));
        var webhook = await Sends(app.Services, new AddWebhook("Chat", receiver.Url, ["desk.ticket.opened.v1"]));
        return new(
            (await Sends(app.Services, new CreateToken("load", Person: first))).Token, (await Sends(app.Services, new CreateToken("load", Person: invited.Id))).Token, webhook.Id.ToString());
    }

    private static async Task<TResponse> Sends<TResponse>(IServiceProvider services, ICommand<TResponse> command)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: "test");
        return await scope.ServiceProvider.GetRequiredService<Commands>().Send(command);
    }

    /// <summary>The node's index has read the journal to where it ended.</summary>
    private static Task IsFound(ChangeLoad load, ServerProcess server)
    {
        var (word, number) = load.Opened.OrderBy(o => long.Parse(o.Value[2..], System.Globalization.CultureInfo.InvariantCulture)).Last();
        return Eventually.Passes(async () => (await load.Gets(server.Http, $"search?q={word}")).GetProperty("items")[0].GetProperty("ticket").GetProperty("number").GetString().ShouldBe(number), $"{number} is found");
    }

    /// <summary>A kill between the mail server's yes and our note of it lets a mail go twice, under one id; more often never.</summary>
    private static Task IsMailed(ChangeLoad load, SmtpSink sink) => Eventually.Passes(() =>
    {
        var mails = sink.Received;
        var texts = mails.Select(m => m.TextBody ?? "").ToList();
        load.Withdrawn.Where(w => texts.Exists(t => t.Contains(w, StringComparison.Ordinal))).ShouldBeEmpty("what was taken back is not mailed");
        (mails.Count - mails.Select(m => m.MessageId).Distinct().Count()).ShouldBeLessThanOrEqualTo(Rounds * Clients);
        load.Kept.Where(kept => !texts.Exists(t => t.Contains(kept, StringComparison.Ordinal))).ShouldBeEmpty("all else is mailed");
        return Task.CompletedTask;
    }, "the mail is out", LeaseIsOver);

    private static async Task IsWhole(Store store, ChangeLoad load)
    {
        await using var app = await Server.Build(new(store.Data, store.Connection, "http://127.0.0.1:0"));
        (await app.Services.TicketsAreTheirFolds()).ShouldBe(load.Opened.Count);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        (await db.Set<Message>().Where(m => m.Body != "" && m.Kind != MessageKind.Inbound).Select(m => m.Body).ToListAsync()).Where(b => b.StartsWith("Kept", StringComparison.Ordinal) || b.StartsWith("Note", StringComparison.Ordinal)).ShouldBeUnique();
        (await db.Set<Delivery>().Select(d => d.Kind + d.Key).ToListAsync()).ShouldBeUnique();
        (await db.Set<PoisonEntry>().CountAsync()).ShouldBe(0, "no reactor choked on what a kill left");
        var named = await db.Set<Attachment>().Where(a => a.Sha256 != "").Select(a => a.Sha256).Distinct().ToListAsync();
        await ContentsAreThoseOf(store, named);
        // What was written when the process died, and no row names, goes after a day.
        var files = new FileStore(new(Path.Combine(store.Data, "files")), new NodaTime.Testing.FakeClock(ServerProcess.Now + NodaTime.Duration.FromDays(2)));
        files.RemoveLeftovers();
        foreach (var unnamed in files.Before(NodaTime.Instant.MaxValue).Except(named).ToList()) files.Remove(unnamed).ShouldBeTrue();
        Contents(store).Order().ShouldBe(named.Order());
    }

    private static async Task ContentsAreThoseOf(Store store, List<string> named)
    {
        var contents = Contents(store).ToHashSet();
        foreach (var sha256 in named)
        {
            contents.ShouldContain(sha256);
            await using var content = File.OpenRead(Path.Combine(store.Data, "files", sha256[..2], sha256));
            Convert.ToHexStringLower(await SHA256.HashDataAsync(content)).ShouldBe(sha256, "a content is whole");
        }
    }

    private static IEnumerable<string> Contents(Store store) => Directory.EnumerateFiles(Path.Combine(store.Data, "files"), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!);
}
