using System.CommandLine;
using System.Globalization;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Demo;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Host.Demo;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`demo`: a made-up company with two years of tickets, to look around in. Also beside a running server.</summary>
internal static class DemoCommand
{
    /// <summary>So many tickets are written by one command; others get their turn in between.</summary>
    private const int AtOnce = 100;

    private static readonly Option<int> Tickets = new("--tickets") { Description = "How many tickets.", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<bool> Force = new("--force") { Description = "Also where there are real tickets already. It cannot be taken back." };
    private static readonly Option<string?> At = new("--at") { Description = "As if it were then, such as 2026-03-24T10:00:00Z: the same demonstration on any day, in a database where nothing happened since." };

    public static Command Make()
    {
        Tickets.Validators.Add(given =>
        {
            // To ask for the value of what is no number would throw.
            if (given.Tokens is [{ Value: var text }] && !(int.TryParse(text, CultureInfo.InvariantCulture, out var tickets) && tickets is >= 0 and <= 2_000_000))
                given.AddError("--tickets: give a number from 0 to 2,000,000.");
        });
        At.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && !InstantJson.TryRead(text, out _)) given.AddError("--at: give a time such as 2026-03-24T10:00:00Z.");
        });
        var command = new Command("demo", "Makes the company Northlane with two years of tickets, all marked as demonstration.") { Tickets, Force, At };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var tickets = parsed.GetValue(Tickets);
        await using var offline = await Offline.Open(Options(parsed), ct, make: true);
        await Refuse(offline, parsed.GetValue(Force), ct);
        var now = offline.Services.GetRequiredService<IClock>().GetCurrentInstant();
        var written = 0;
        await parsed.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask("Company", maxValue: tickets + 1);
            var places = await new CompanyMaker(offline, now, ct).Make();
            bar.Description = "Tickets";
            foreach (var some in new DemoYears(places, now, tickets).Tickets().Chunk(AtOnce))
            {
                written += await offline.Send(new WriteDemoTickets(some), ct, door => door.Origin = Origin.Demo);
                bar.Value = written;
            }
            bar.Description = "Today";
            await new DemoToday(offline, places, now, ct).Go();
        });
        parsed.Print(new { tickets = written, organizations = DemoCompany.Organizations.Count, people = DemoCompany.People.Count });
        parsed.Say($"Nobody of the demonstration can sign in yet. To look around as one of them: bridgewatch user reset {DemoCompany.People[0].Email}");
        parsed.Say("To administer it: open the server in a browser, or run bridgewatch setup");
        return BridgewatchCommand.Fine;
    }

    private static ServerOptions Options(ParseResult parsed)
    {
        var options = DataOptions.Read(parsed);
        if (!InstantJson.TryRead(parsed.GetValue(At), out var at)) return options;
        return options with
        {
            Replace = services =>
            {
                var real = (IClock)services.Last(s => s.ServiceType == typeof(IClock)).ImplementationInstance!;
                services.AddSingleton<IClock>(new DemoClock(at, real));
            },
        };
    }

    private static async Task Refuse(Offline offline, bool force, CancellationToken ct)
    {
        await using var scope = offline.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        var now = offline.Services.GetRequiredService<IClock>().GetCurrentInstant();
        // What the program did by itself when it was set up counts for nothing.
        if (await db.Journal.Where(r => r.ActorKind != ActorKind.System).OrderByDescending(r => r.Seq).Select(r => (Instant?)r.At).FirstOrDefaultAsync(ct) is { } last && last > now)
            throw new Refusal("at-is-over", $"Something happened in this database at {last}, after --at.", "Give a later time, or another folder with --data.");
        if (await db.Teams.AnyAsync(t => t.Origin == Origin.Demo, ct))
            throw new Refusal("demo-is-here", "The demonstration is in this database already.", "Give another folder with --data to make a new one.");
        if (!force && await db.Tickets.AnyAsync(t => t.Origin == Origin.Live, ct))
            throw new Refusal("live-tickets", "There are real tickets in this database.", "Give another folder with --data, or --force to mix made-up ones with them.");
    }
}
