using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>A trigger on the wire.</summary>
/// <param name="Runs">Of the last 30 days, the times that it acted, or would have where it only observes; counted up to a thousand, like the others.</param>
/// <param name="Failed">Of these, those in which something could not be done.</param>
/// <param name="Stopped">Of the last 30 days, the times that it was kept from going on and on.</param>
/// <param name="LastRunAt">Null where it never ran.</param>
/// <param name="Fault">What its condition names is there no more, so that nothing fits it; null otherwise.</param>
public sealed record TriggerResource(
    TriggerId Id, string Name, TriggerMode Mode, IReadOnlyList<TriggerEvent> On, TriggerTime? After, string When, IReadOnlyList<TriggerAction> Do,
    int Runs, int Failed, int Stopped, Instant? LastRunAt, string? Fault, long Version);

/// <summary>One time that a trigger acted, would have, or was kept from it.</summary>
/// <param name="Ticket">Null where the reader does not see it.</param>
/// <param name="Event">What had happened; null where time had passed.</param>
/// <param name="Since">From when time was counted.</param>
/// <param name="Depth">How many triggers acted before it in its chain.</param>
public sealed record TriggerRunResource(
    TriggerRunId Id, TriggerId Trigger, string? Name, TicketNumber? Ticket, Instant At, TriggerEvent? Event, Instant? Since, int Depth, TriggerOutcome Outcome, TriggerStop? Stop,
    IReadOnlyList<TriggerStep> Steps);

/// <summary>Which triggers were asked about something that happened.</summary>
public sealed record TriggerLookResource(long Seq, Instant At, TriggerEvent Event, IReadOnlyList<TriggerVerdict> Triggers);

/// <summary>What triggers did to a ticket, and why others did not.</summary>
/// <param name="Runs">The newest, newest first.</param>
/// <param name="Looks">The newest that are kept, newest first.</param>
public sealed record TicketTriggersResource(IReadOnlyList<TriggerRunResource> Runs, IReadOnlyList<TriggerLookResource> Looks);

/// <summary>What a trigger can name.</summary>
/// <param name="People">Who works here.</param>
/// <param name="Queues">Those in use, by slug and name.</param>
/// <param name="Fields">Those that forms ask for.</param>
public sealed record TriggerNames(
    IReadOnlyList<NamedResource<PersonId>> People, IReadOnlyList<NamedResource<TeamId>> Teams, IReadOnlyList<NamedResource<string>> Queues, IReadOnlyList<TriggerFieldName> Fields);

/// <summary>A field that can be filled in.</summary>
public sealed record TriggerFieldName(string Key, string Name, FieldKind Kind);

/// <summary>What a text says for a ticket.</summary>
public sealed record WrittenByTrigger(string Text);

/// <summary>Questions about triggers, and about what they did.</summary>
public sealed class TriggerQueries(BridgewatchDb db, Actor actor, TicketQueries tickets, TicketQuestions questions, FieldCatalogue fields, IClock clock)
{
    /// <summary>Over so many days runs are counted.</summary>
    public const int Days = 30;

    /// <summary>Counted no further.</summary>
    private const int MostCounted = 1_000;

    /// <summary>So many runs stand on a ticket.</summary>
    private const int MostOfTicket = 50;

    /// <summary>In the order in which they look.</summary>
    public async Task<IReadOnlyList<TriggerResource>> All(CancellationToken ct)
    {
        MustManage();
        var told = new List<TriggerResource>();
        foreach (var trigger in await db.AllTriggers.AsNoTracking().Where(t => !t.Archived).OrderBy(t => t.Place).ThenBy(t => t.Id).ToListAsync(ct)) told.Add(await Told(trigger, ct));
        return told;
    }

    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<TriggerResource> One(TriggerId id, CancellationToken ct)
    {
        MustManage();
        return await Told(await db.AllTriggers.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && !t.Archived, ct) ?? throw new NotVisible("trigger"), ct);
    }

    /// <summary>What it did, newest first. A page is one seek in the index (trigger, time).</summary>
    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<Page<TriggerRunResource>> Runs(TriggerId id, string? cursor, int size, CancellationToken ct)
    {
        MustManage();
        if (!await db.AllTriggers.AnyAsync(t => t.Id == id && !t.Archived, ct)) throw new NotVisible("trigger");
        var runs = db.AllTriggerRuns.AsNoTracking().Where(r => r.Trigger == id);
        if (!string.IsNullOrEmpty(cursor)) runs = runs.Where(r => r.AtKey.CompareTo(cursor) < 0);
        var page = Page.Of(await runs.OrderByDescending(r => r.AtKey).Take(size + 1).ToListAsync(ct), size, last => last.AtKey);
        return new(await Told(page.Items, ct), page.Next);
    }

    /// <exception cref="NotVisible">There is no such ticket, or not for this actor.</exception>
    public async Task<TicketTriggersResource> Of(TicketNumber number, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Contact) throw new NotVisible("ticket");
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        var runs = await db.AllTriggerRuns.AsNoTracking().Where(r => r.Ticket == ticket).OrderByDescending(r => r.At).ThenByDescending(r => r.AtKey).Take(MostOfTicket).ToListAsync(ct);
        var looks = await db.AllTriggerLooks.AsNoTracking().Where(l => l.Ticket == ticket).OrderByDescending(l => l.Seq).ToListAsync(ct);
        return new(await Told(runs, ct), looks.ConvertAll(l => new TriggerLookResource(l.Seq, l.At, l.Event, l.Verdicts())));
    }

    /// <summary>What a text says for a ticket, as it stands now.</summary>
    /// <exception cref="Invalid">It is no template.</exception>
    /// <exception cref="NotVisible">There is no such ticket, or not for this actor.</exception>
    public async Task<WrittenByTrigger> Write(TicketNumber number, string? text, CancellationToken ct)
    {
        MustManage();
        if (string.IsNullOrWhiteSpace(text)) throw new Invalid("text", RuleTexts.Of<DeskTexts>("macro.say-something"));
        if (text.Length > Message.LongestBody) throw new Invalid("text", RuleTexts.Of<DeskTexts>("rule.trigger-long", Message.LongestBody));
        if (MacroTemplate.Fault(text) is { } fault) throw new Invalid("text", fault);
        var ticket = await tickets.One(number, ct);
        var brand = await db.Brands.Where(b => b.Slug == ticket.Brand).Select(b => b.Name).SingleOrDefaultAsync(ct) ?? "";
        return new(MacroTemplate.Write(text, ticket, ticket.Assignee?.Name ?? brand, brand));
    }

    /// <summary>What an action can name.</summary>
    public async Task<TriggerNames> Names(CancellationToken ct)
    {
        MustManage();
        return new(
            await db.People.Where(p => p.State == PersonState.Active).OrderBy(p => p.Name).ThenBy(p => p.Id).Select(p => new NamedResource<PersonId>(p.Id, p.Name)).ToListAsync(ct),
            await db.Teams.OrderBy(t => t.SortKey).Select(t => new NamedResource<TeamId>(t.Id, t.Name)).ToListAsync(ct),
            await db.Queues.Where(q => !q.Archived).OrderBy(q => q.Name).Select(q => new NamedResource<string>(q.Slug, q.Name)).ToListAsync(ct),
            [.. (await fields.All(ct)).InUse.Select(f => new TriggerFieldName(f.Key, f.Definition.Name, f.Definition.Kind))]);
    }

    /// <summary>What could stand where somebody types a condition.</summary>
    public Task<QueryCompletion> Complete(string text, int caret, CancellationToken ct) =>
        actor.May(DeskPermissions.ManageTriggers) ? questions.Complete(text, caret, ct) : Task.FromResult(QueryCompletion.None);

    /// <exception cref="NotSignedIn">Nobody is.</exception>
    /// <exception cref="Forbidden">It is not for this actor.</exception>
    internal void MustManage()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(DeskPermissions.ManageTriggers, default)) throw new Forbidden(DeskPermissions.ManageTriggers);
    }

    private async Task<TriggerResource> Told(Trigger trigger, CancellationToken ct)
    {
        var (id, since) = (trigger.Id, TriggerRun.KeyAt(clock.GetCurrentInstant() - Duration.FromDays(Days)));
        var recent = db.AllTriggerRuns.Where(r => r.Trigger == id && r.AtKey.CompareTo(since) >= 0).OrderByDescending(r => r.AtKey).Take(MostCounted);
        var counts = await recent.GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var last = await db.AllTriggerRuns.Where(r => r.Trigger == id && r.Outcome != TriggerOutcome.Stopped).OrderByDescending(r => r.AtKey).Select(r => (Instant?)r.At).FirstOrDefaultAsync(ct);
        int Of(TriggerOutcome outcome) => counts.GetValueOrDefault(outcome);
        var text = trigger.Text;
        return new(id, trigger.Name, trigger.Mode, text.On, text.After, text.When, text.Do, Of(TriggerOutcome.Done) + Of(TriggerOutcome.Partly) + Of(TriggerOutcome.Observed),
            Of(TriggerOutcome.Partly), Of(TriggerOutcome.Stopped), last, await Fault(text.When, ct), trigger.Version);
    }

    private async Task<string?> Fault(string when, CancellationToken ct)
    {
        try
        {
            await TicketNoun.Instance.Read(when).Bind("when", new(null, clock.GetCurrentInstant(), DateTimeZone.Utc), new NamesInQueries(db, Actor.System).Find, ct);
            return null;
        }
        catch (Invalid invalid)
        {
            return invalid.Errors.SelectMany(e => e.Value).First();
        }
    }

    private async Task<IReadOnlyList<TriggerRunResource>> Told(IReadOnlyList<TriggerRun> runs, CancellationToken ct)
    {
        var (triggers, ids) = (runs.Select(r => r.Trigger).Distinct().ToList(), runs.Select(r => r.Ticket).Distinct().ToList());
        var names = await db.AllTriggers.Where(t => triggers.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToDictionaryAsync(t => t.Id, t => t.Name, ct);
        var seen = await db.Tickets.VisibleTo(actor).Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Number }).ToDictionaryAsync(t => t.Id, t => t.Number, ct);
        return [.. runs.Select(r => new TriggerRunResource(
            r.Id, r.Trigger, names.GetValueOrDefault(r.Trigger), seen.TryGetValue(r.Ticket, out var number) ? number : null, r.At, r.Event, r.Since, r.Depth, r.Outcome, r.Stop, r.Steps))];
    }
}
