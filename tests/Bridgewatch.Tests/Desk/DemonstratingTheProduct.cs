using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Desk;

public class DemonstratingTheProduct
{
    [Theory, BothEngines(LongOnPostgres = true)]
    public Task The_state_of_every_demo_ticket_is_what_its_events_tell(Engine engine) => Demonstrates(engine, 500);

    [Theory, BothEngines, Long]
    public Task The_same_with_two_years_of_tickets(Engine engine) => Demonstrates(engine, 20_000);

    [Fact]
    public async Task A_demonstration_is_not_mixed_with_real_tickets_unless_forced()
    {
        await using var app = await RunningApp.On(Engine.Sqlite, Now);
        await app.Send(new OpenTicket("Sync stalls", "It stands still."));
        var refused = await Demo(app, "--tickets", "20");
        refused.Exit.ShouldBe(2, refused.Errors);
        refused.Errors.ShouldContain("real tickets");
        (await app.Look(db => db.Tickets.CountAsync())).ShouldBe(1);
        (await Demo(app, "--tickets", "20", "--force")).Exit.ShouldBe(0);
        (await app.Look(db => db.Tickets.CountAsync())).ShouldBe(21);
        (await Demo(app, "--tickets", "20", "--force")).Exit.ShouldBe(2, "It is there already.");
    }

    [Fact]
    public async Task Demo_people_sign_in_only_by_a_reset_link_of_the_operator()
    {
        await using var app = await RunningApp.On(Engine.Sqlite, Now);
        (await Demo(app, "--tickets", "0")).Exit.ShouldBe(0);
        var without = await app.Look(db => db.Set<Credential>().CountAsync(c => c.PasswordHash == null));
        without.ShouldBe(await app.Look(db => db.People.CountAsync()));
        var reset = await Verb.Run("user", "reset", "lena.hartwig@northlane.example", "--data", app.Store.Data);
        reset.Exit.ShouldBe(0, reset.Errors);
        reset.Output.ShouldContain("/reset/");
    }

    [Fact]
    public async Task After_a_demonstration_the_first_start_still_makes_the_administrator()
    {
        await using var app = await RunningApp.On(Engine.Sqlite, Now);
        (await Demo(app, "--tickets", "0")).Exit.ShouldBe(0);
        using var browser = app.Browser();
        (await browser.Open("/sign-in")).Headers.Location!.ToString().ShouldEndWith("/setup");
        var made = await browser.Submit("/setup", ("Form.Name", "Lena"), ("Form.Email", "lena.hartwig@example.test"), ("Form.Password", RunningApp.Password));
        made.Headers.Location!.ToString().ShouldEndWith("/setup/company");
        (await browser.Open("/setup")).Headers.Location!.ToString().ShouldNotEndWith("/setup");
    }

    /// <summary>Long before the demonstration's own time, so that nothing it sets becomes due here.</summary>
    private const string Now = "2020-03-24T10:00:00Z";

    private const string Then = "2026-03-24T10:00:00Z";

    /// <summary>Beside a running server, whose reactors read along.</summary>
    private static async Task Demonstrates(Engine engine, int tickets)
    {
        await using var app = await RunningApp.On(engine, Now);
        var result = await Demo(app, "--tickets", $"{tickets}");
        result.Exit.ShouldBe(0, result.Errors);
        JsonDocument.Parse(result.Output).RootElement.GetProperty("tickets").GetInt32().ShouldBe(tickets);
        await Eventually.Holds(() => app.Look(async db =>
        {
            var end = await db.Journal.MaxAsync(r => r.Seq);
            return await db.Set<ReactorRow>().AllAsync(r => r.Seq >= end);
        }), "all reactors have read along");

        (await app.TicketsAreTheirFolds()).ShouldBe(tickets);
        (await app.Look(db => db.Set<Delivery>().CountAsync())).ShouldBe(0);
        (await app.Look(db => db.Set<Notification>().CountAsync())).ShouldBe(0);
        (await app.Look(db => db.Tickets.CountAsync(t => t.Origin != Origin.Demo))).ShouldBe(0);
        (await app.Look(db => db.Journal.CountAsync(r => r.SubjectKind == "ticket" && r.Origin != Origin.Demo))).ShouldBe(0);
        var resolved = await app.Look(db => db.Tickets.CountAsync(t => t.Status == TicketStatus.Resolved));
        (await app.Look(db => db.Set<DueItem>().CountAsync(d => d.Kind == CloseResolved.Kind))).ShouldBe(resolved);
        var unsolved = await app.Look(db => db.Tickets.CountAsync(t => !t.IsSolved));
        ((double)unsolved / tickets).ShouldBeInRange(0.01, 0.06);
        var last = await app.Look(db => db.Tickets.MaxAsync(t => t.OpenedAt));
        var overdue = await app.Look(db => db.Tickets.CountAsync(t => !t.IsSolved && t.RankAt < last));
        ((double)overdue / unsolved).ShouldBeLessThan(0.25, "a desk that is well run");
        (await app.Look(db => db.Tickets.CountAsync(t => t.Type == TicketType.Alert && t.Requester == null))).ShouldBeGreaterThan(0);
        (await app.Look(db => db.Visits.CountAsync(v => v.Minutes > 0))).ShouldBeGreaterThan(0);
        var grants = await app.Look(db => db.Set<RoleGrant>().Where(g => g.Until < Micros.Never || g.Scope == GrantScope.Organization).ToListAsync());
        grants.Select(g => g.Scope).Distinct().ShouldBe([GrantScope.Everything, GrantScope.Organization], ignoreOrder: true, "an auditor for a time, an account manager at customers");
        (await app.Look(db => db.Tickets.Select(t => t.Priority).Distinct().CountAsync())).ShouldBe(4);
        // What is under way today; a small demonstration has few open tickets for it.
        var much = tickets > 5_000;
        (await app.Look(db => db.Set<TicketLink>().CountAsync())).ShouldBeGreaterThanOrEqualTo(much ? 2 : 0, "what has one cause belongs together");
        (await app.Look(db => db.Tickets.CountAsync(t => t.MergedInto != null))).ShouldBeInRange(much ? 1 : 0, 1);
        (await app.Look(db => db.Tickets.CountAsync(t => t.SnoozedUntil != null))).ShouldBeInRange(much ? 4 : 1, 4);
        (await app.Look(db => db.Set<OwedTask>().CountAsync(t => t.Origin == Origin.Demo))).ShouldBeInRange(much ? 5 : 2, 5);
        (await app.Look(db => db.Set<Attachment>().CountAsync(a => a.Message != null))).ShouldBeInRange(much ? 3 : 1, 3);
        (await app.Look(db => db.Set<TicketCopy>().CountAsync())).ShouldBe(3);
        await app.Seals();
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    private static Task<CliResult> Demo(RunningApp app, params string[] options) => Verb.Run(
        ["demo", "--at", Then, "--data", app.Store.Data, .. app.Store.Connection is { } connection ? ["--database", connection] : Array.Empty<string>(), .. options]);
}
