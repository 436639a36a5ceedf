using System.Text.Json;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Bridgewatch.Tests.Harness;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>A question has one answer: of the database, whichever it is, and of the things themselves.</summary>
public class AskingInMemoryAndInSql
{
    private const int Questions = 250;

    [Theory, BothEngines]
    public async Task Both_answer_the_same_whatever_is_asked(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Fill(app);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Codes).Include(t => t.Labels).Include(t => t.FieldValues).AsSplitQuery().ToListAsync();
        var asker = new QueryAsker(await app.Ada.Id, app.Now, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        var names = new NamesInQueries(db, Actor.System);
        var (some, all) = (0, 0);
        await Question.SampleAsync(async text =>
        {
            var reading = TicketNoun.Instance.Read(text);
            reading.Errors.ShouldBeEmpty(text);
            var bound = await reading.Bind("q", asker, names.Find, default);
            var inSql = await bound.On(db.Tickets.AsNoTracking(), engine == Engine.Postgres).Select(t => t.Number).ToListAsync();
            var inMemory = tickets.Where(bound.InMemory()).Select(t => t.Number).ToList();
            inSql.Order().ShouldBe(inMemory.Order(), $"{text} as {bound.Text}");
            all++;
            if (inMemory.Count > 0 && inMemory.Count < tickets.Count) some++;
        }, iter: Questions, threads: 1);
        some.ShouldBeGreaterThan(all / 4, "most questions should tell tickets apart");
    }

    private static readonly string[] Subjects =
    [
        "Printer prints blank", "PRINTER jams", "Müller cannot sign in", "MÜLLER waits", "100% CPU on db_1", "100 CPU on dbx1", "Straße gesperrt", "STRASSE frei", "İstanbul depot", "istanbul depot", "ǅ letters",
        "back\\slash", "Ωμέγα fails", "ωμέγα works", "日本語の件名", "smile 😀 today", "K (kelvin)", "K plain", "quote \" inside", "semi; -- drop",
    ];

    private static readonly Gen<string> Value = Any("print*", "*jam*", "müller", "MÜLLER", "100%", "100", "db_1", "straße", "STRASSE", "istanbul", "İstanbul", "ǆ", "\"back\\slash\"", "ωμέγα", "Ωμέγα", "日本*", "😀", "k", "\"*\"", "*", "\"quote \"\" in\"", "*s*t*", ";", "none");

    private static readonly Gen<string> Time = Any("2026-03-27", "2026-03", "2026", "2026-03-27T16:00:00Z", "2026-03-27T18:00:00+01:00", "2026-03-28T00:00", "1d", "24h", "2h", "90m", "today", "yesterday", "tomorrow", "3w", "1900-01-01", "9000");

    private static readonly Gen<string> Sign = Any("", "", "<", "<=", ">", ">=", "=");

    private static readonly Gen<string> Term = Gen.OneOf(
        Any("is:open", "is:solved", "is:closed", "is:assigned", "is:free", "is:unanswered", "is:reopened", "is:spam", "is:late", "is:open,spam"),
        Any("status:new", "status:open,resolved", "status:*-*", "priority:P1,P2", "priority:P3", "tier:L2", "type:fault,alert", "severity:none", "severity:outage,none", "severity:minor", "channel:form", "origin:live", "peak:P1,P2,P3"),
        Any("assignee:me", "assignee:none", "assignee:me,none", "assignee:bo*", "resolver:me", "resolver:none", "queue:second", "queue:s*", "team:none", "organization:none", "org:ac*", "requester:kim@acme.example", "requester:*@*.example", "requester:none", "service:payments", "component:payments/*", "component:none", "brand:*"),
        Any("code:PAY-4102", "code:pay-*", "code:none", "code:*_*,none", "code:E1234,PAY-4102", "code:\"*\"", "label:vip", "label:none", "label:v*,über", "label:ÜBER", "region:none", "region:e*"),
        Value.Where(v => v != "none").Select(v => $"subject:{v}"),
        Gen.Select(Value, Value, (a, b) => $"subject:{a},{b}"),
        Gen.Select(Any("created", "updated", "resolved", "closed", "replied", "written", "due", "breached"), Sign, Time, (f, s, v) => $"{f}:{s}{v}"),
        Any("resolved:none", "closed:none", "replied:none", "due:none", "breached:none", "resolved:none,2026-03-27"),
        Any("field.place:none", "field.place:lake*", "field.place:\"100% ÜBER\",\"Lakeshore 7\"", "field.place:*ü*", "field.size:3", "field.size:none,4", "field.day:2026-03-*", "field.none:x"),
        Gen.Select(Any("field.size", "field.day", "field.place"), Any("<", "<=", ">", ">="), Any("3", "3.5", "-1", "2026-03-27", "0"), (f, s, v) => $"{f}:{s}{v}"),
        Gen.Select(Any("impact", "affected"), Sign, Gen.Int[-1, 60], (f, s, v) => $"{f}:{s}{v}"),
        Any("affected:none", "affected:none,5"),
        Gen.Select(Sign, Gen.Int[1, 30], (s, v) => $"number:{s}T-{v}"));

    private static readonly Gen<string> Part = Gen.Select(Gen.Int[0, 4], Term, Term, (kind, a, b) => kind switch { 0 => a, 1 => $"-{a}", 2 => $"({a} OR {b})", 3 => $"-({a} {b})", _ => $"NOT ({a} OR -{b})" });

    private static readonly Gen<string> Question = Part.Array[1, 3].Select(parts => string.Join(' ', parts));

    private static Gen<string> Any(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static Dictionary<string, JsonElement>? Said(int i) => (i % 4) switch
    {
        0 => new() { ["place"] = JsonSerializer.SerializeToElement(i % 8 == 0 ? "Lakeshore 7" : "100% über"), ["size"] = JsonSerializer.SerializeToElement(i) },
        1 => new() { ["size"] = JsonSerializer.SerializeToElement(i + 0.5), ["day"] = JsonSerializer.SerializeToElement($"2026-03-{20 + i}") },
        _ => null,
    };

    private static async Task Fill(RunningApp app)
    {
        await app.Admin.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" }, region = "EU" });
        await app.Admin.Posts("organizations", new { name = "Zeta GmbH", domains = new[] { "zeta.example" } });
        await app.Send(new AddService("Payments", "payments"));
        await app.Admin.Posts("components", new { name = "Settlement", parent = "payments" });
        await app.Send(new MakeQueue("Second", "second", null));
        var (ada, bo) = (await app.Ada.Id, await app.Person("Bo").Id);
        string[] codes = ["PAY-4102", "E1234", "ERR_SSL_HANDSHAKE"], labels = ["vip", "über", "eu"];
        for (var i = 0; i < Subjects.Length; i++)
        {
            var opened = await app.Send(new OpenTicket(Subjects[i], "x", Requester: (i % 3) switch { 0 => new("kim@acme.example", "Kim"), 1 => new("lee@zeta.example", "Lee"), _ => null },
                Component: (i % 4) switch { 0 => "payments", 1 => "payments/settlement", _ => null }, ErrorCodes: codes[..(i % 4)], Labels: labels[..(i * 3 % 4)],
                Severity: i % 5 == 0 ? null : (Severity)(i % 4), Affected: i % 2 == 0 ? i : null, Fields: Said(i)));
            var ticket = opened.Number;
            if (i % 3 == 1 && i != 8) await app.As(new(ActorKind.Person, ada.Value), new AssignTicket(ticket, Person: i % 2 == 0 ? ada : bo));
            if (i % 4 == 2) await app.As(new(ActorKind.Person, ada.Value), new AssignTicket(ticket, Queue: "second", Tier: (Bridgewatch.Access.People.SupportTier)(1 + i % 3)));
            if (i % 10 == 3) await app.As(new(ActorKind.Person, ada.Value), new ResolveTicket(ticket, ResolutionCode.Fixed, "Restarted."));
            if (i % 10 == 8) await app.As(new(ActorKind.Person, ada.Value), new CloseTicket(ticket, i == 8 ? ClosureReason.Spam : ClosureReason.Duplicate));
            app.MoveClock(i % 2 == 0 ? Duration.FromHours(1) : Duration.FromHours(3));
        }
    }
}
