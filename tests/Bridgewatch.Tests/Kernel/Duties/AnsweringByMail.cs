using System.Net;
using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Duties;

/// <summary>An approval or a task is answered by the link in a mail, without signing in.</summary>
public partial class AnsweringByMail
{
    [Theory, BothEngines]
    public async Task Looking_does_nothing_and_pressing_decides_once_as_the_person_to_whom_it_was_mailed(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (ticket, bea) = await Asked(app);
        var mail = await MailTo(app, "bea.second@example.test", "approval-asked");
        mail.Text.ShouldContain("Only a display.");
        var links = Links(mail);
        links.Select(l => l[(l.IndexOf('?', StringComparison.Ordinal) + 1)..]).ShouldBe(["do=approve", "do=reject"]);
        using var browser = app.Browser();
        (await browser.Read(links[0])).ShouldContain("Lower T-1 from P1 to P3");
        await browser.Read(links[1]);
        (await app.Ada.Gets(ticket)).GetProperty("priority").GetString().ShouldBe("P1", "scanners of mail follow links");
        using (var foreign = await browser.Post(links[0], ("Form.Deed", "approve"))) foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "a foreign page has no part of the form");
        (await Submitted(browser, links[1], "reject", "")).ShouldContain("Say why.");
        (await Submitted(browser, links[0], "approve", "Seen.")).ShouldContain("Approved");
        await Eventually.Holds(async () => (await app.Ada.Gets(ticket)).GetProperty("priority").GetString() == "P3", "it falls as asked");

        var by = (await bea.Id).ToString();
        (await app.Look(db => db.Journal.Where(r => r.Type == "kernel.duty.answered-by-mail.v1" || r.Type == "kernel.approval.given.v1").OrderBy(r => r.Seq)
            .Select(r => r.Actor).ToListAsync())).ShouldBe([by, by]);
        (await browser.Read(links[1])).ShouldContain("This is approved already.");
        using (var spent = await browser.Open("/api/v1/me")) spent.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "the link opens nothing else");
    }

    [Theory, BothEngines]
    public async Task A_link_that_cannot_be_answered_says_why(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (ticket, bea) = await Asked(app);
        using var browser = app.Browser();
        (await browser.Read("/answer/none-of-ours")).ShouldContain("This link is not whole");
        var link = Links(await MailTo(app, "bea.second@example.test", "approval-asked"))[0];
        await app.Ada.Patches(ticket, new { severity = "minor" });
        (await browser.Read(link)).ShouldContain("It changed after it was asked");
        await app.Ada.Puts($"approvals/{await FirstApproval(app)}/withdrawal");
        (await browser.Read(link)).ShouldContain("This is withdrawn already.");

        await app.Ada.Posts("tasks", new { title = "Call back", owner = await bea.Id, due = "2026-03-28T10:00:00Z" });
        var task = await app.Look(db => db.Set<OwedTask>().AsNoTracking().SingleAsync());
        var late = $"/answer/{Secret(app, await bea.Id, task)}";
        (await browser.Read(late)).ShouldContain("Call back");
        app.MoveClock(Duration.FromDays(8));
        (await browser.Read(late)).ShouldContain("older than seven days");
        var fresh = $"/answer/{Secret(app, await bea.Id, task)}";
        await app.Ada.Puts($"tasks/{task.Id}/owner", new { owner = await app.Ada.Id });
        (await browser.Read(fresh)).ShouldContain("no longer yours");
        var left = $"/answer/{Secret(app, await app.Person("Lee Gone", "support-lead").Id, task)}";
        await app.Admin.Puts($"people/{await app.Person("Lee Gone").Id}/deactivation");
        (await browser.Read(left)).ShouldContain("does not work here any more");
    }

    [Theory, BothEngines]
    public async Task A_task_is_accepted_and_then_done_by_its_link(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bea = app.Person("Bea Second", "support-lead");
        await app.Ada.Posts("tasks", new { title = "Call back", owner = await bea.Id, due = "2026-03-28T10:00:00Z" });
        var task = await app.Look(db => db.Set<OwedTask>().AsNoTracking().SingleAsync());
        var link = $"/answer/{Secret(app, await bea.Id, task)}";
        using var browser = app.Browser();
        (await Submitted(browser, link, "accept", "")).ShouldContain("Accepted");
        (await Submitted(browser, link, "decline", "")).ShouldContain("Say why.");
        (await Submitted(browser, link, "complete", "They are happy.")).ShouldContain("Done");
        var done = await bea.Gets($"tasks/{task.Id}");
        done.GetProperty("state").GetString().ShouldBe("done");
        done.GetProperty("settlement").GetProperty("note").GetString().ShouldBe("They are happy.");
        (await browser.Read(link)).ShouldContain("This task is done.");
        (await app.JournalTypes()).Count(t => t == "kernel.duty.answered-by-mail.v1").ShouldBe(2, "what was refused happened not");
    }

    /// <summary>A team in which duties are divided, and somebody who asks to lower a P1.</summary>
    private static async Task<(string Ticket, TestPerson Bea)> Asked(RunningApp app)
    {
        for (var i = 0; i < 8; i++) await app.Person($"Colleague {i}", "product-manager").Id;
        var bea = app.Person("Bea Second", "support-lead");
        _ = await bea.Id;
        var opened = await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = "kim@acme.example" } });
        var ticket = $"tickets/{opened.GetProperty("number").GetString()}";
        await app.Ada.Puts($"{ticket}/priority", new { priority = "P1", reason = "Stores are down." });
        using var asked = await app.Ada.Sends(HttpMethod.Put, $"{ticket}/priority", new { priority = "P3", reason = "Only a display." });
        ((int)asked.StatusCode).ShouldBe(202);
        return (ticket, bea);
    }

    private static async Task<string> FirstApproval(RunningApp app) => (await app.Look(db => db.Set<Approval>().OrderBy(a => a.AskedAt).Select(a => a.Id).FirstAsync())).ToString();

    private static string Secret(RunningApp app, PersonId person, OwedTask task) =>
        new MailedAnswers(
            (Microsoft.AspNetCore.DataProtection.IDataProtectionProvider)app.Services.GetService(typeof(Microsoft.AspNetCore.DataProtection.IDataProtectionProvider))!,
            (IClock)app.Services.GetService(typeof(IClock))!).For(person, task);

    private static async Task<Mail> MailTo(RunningApp app, string address, string key)
    {
        Mail? found = null;
        await Eventually.Holds(async () =>
        {
            var mails = await app.Look(db => db.Set<Delivery>().AsNoTracking().Where(d => d.Key.StartsWith(key)).ToListAsync());
            found = mails.Select(d => KernelJson.Read<Mail>(d.Payload)).SingleOrDefault(m => m.To == address);
            return found is not null;
        }, $"{key} is mailed to {address}");
        return found!;
    }

    private static IReadOnlyList<string> Links(Mail mail) => [.. Link().Matches(mail.Text).Select(m => m.Value)];

    private static async Task<string> Submitted(FormBrowser browser, string link, string deed, string words)
    {
        using var answer = await browser.Submit(link, ("Form.Words", words), ("Form.Deed", deed));
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"/answer/[A-Za-z0-9_-]+\?do=[a-z]+")]
    private static partial Regex Link();
}
