using System.Globalization;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Duties;

/// <summary>Tells people by mail what they owe from now on, what is late, and that what they gave was declined. Nobody is told what they did
/// themselves; on the page My work everything stands in any case.</summary>
internal sealed class TellOwners(BridgewatchDb db, Deliveries deliveries, PublicUrl address, IStringLocalizer<DeskTexts> texts)
    : IReactor<TaskGiven>, IReactor<TaskHandedOver>, IReactor<TaskReminded>, IReactor<TaskEscalated>, IReactor<TaskDeclined>,
      IReactor<ApprovalGiven>, IReactor<ApprovalRefused>
{
    public const string Name = "desk.tell-owners";

    public ValueTask React(TaskGiven fact, Entry entry, CancellationToken ct) => Tell(fact.Task, [fact.Owner], "given", entry, ct);

    public ValueTask React(TaskHandedOver fact, Entry entry, CancellationToken ct) => Tell(fact.Task, [fact.To], "handed-over", entry, ct);

    public ValueTask React(TaskReminded fact, Entry entry, CancellationToken ct) => Tell(fact.Task, [fact.Owner], "late", entry, ct);

    public ValueTask React(TaskEscalated fact, Entry entry, CancellationToken ct) => Tell(fact.Task, fact.Leads, "escalated", entry, ct);

    public async ValueTask React(TaskDeclined fact, Entry entry, CancellationToken ct)
    {
        if (await db.Set<OwedTask>().Where(t => t.Id == fact.Task).Select(t => t.GivenBy).SingleOrDefaultAsync(ct) is { } giver)
            await Tell(fact.Task, [giver], "declined", entry, ct);
    }

    public ValueTask React(ApprovalGiven fact, Entry entry, CancellationToken ct) => TellAuthor(fact.Approval, "approved", entry, ct);

    public ValueTask React(ApprovalRefused fact, Entry entry, CancellationToken ct) => TellAuthor(fact.Approval, "rejected", entry, ct);

    private async ValueTask TellAuthor(ApprovalId id, string what, Entry entry, CancellationToken ct)
    {
        var approval = await db.Set<Approval>().AsNoTracking().SingleAsync(a => a.Id == id, ct);
        var author = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == approval.Author && p.State == PersonState.Active, ct);
        if (author is null) return;
        var by = approval.Decision?.By;
        var decider = await db.People.Where(p => p.Id == by).Select(p => p.Name).SingleOrDefaultAsync(ct);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(author.Locale);
        var comment = approval.Decision?.Comment is { } said ? $"{said}\n\n" : "";
        var text = $"{texts[$"approval.mail-{what}", decider ?? texts["mail.somebody"].Value, approval.Title].Value}\n\n{comment}{address.Of($"/approvals/{approval.Id}")}\n";
        deliveries.Mail($"approval:{entry.Seq}:{author.Id}", approval.About,
            new(author.Email, author.Name, approval.Title, text, null, $"approval.{entry.Seq}.{author.Id.Value:N}@bridgewatch.invalid", []));
    }

    private async ValueTask Tell(TaskId id, IReadOnlyList<PersonId> whom, string what, Entry entry, CancellationToken ct)
    {
        PersonId? by = entry.ActorKind == ActorKind.Person && Guid.TryParse(entry.Actor, out var actor) ? new PersonId(actor) : null;
        var ids = whom.Where(p => p != by).ToList();
        if (ids.Count == 0) return;
        var task = await db.Set<OwedTask>().AsNoTracking().SingleAsync(t => t.Id == id, ct);
        var people = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id) && p.State == PersonState.Active).ToListAsync(ct);
        var author = await db.People.Where(p => p.Id == (by ?? task.Owner)).Select(p => p.Name).SingleOrDefaultAsync(ct);
        foreach (var person in people.Where(p => p.Notifications.OnAssignment || what is not ("given" or "handed-over")))
        {
            var (subject, text) = Words(what, task, author, person);
            deliveries.Mail($"task:{entry.Seq}:{person.Id}", task.About,
                new(person.Email, person.Name, subject, text, null, $"task.{entry.Seq}.{person.Id.Value:N}@bridgewatch.invalid", []));
        }
    }

    private (string Subject, string Text) Words(string what, OwedTask task, string? author, Person to)
    {
        var culture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(to.Locale);
        var due = task.Due.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(to.Zone) ?? DateTimeZone.Utc).ToString("ddd d MMM yyyy, HH:mm", culture);
        // A rule has no name of its own.
        var said = what == "given" && task.GivenBy is null ? texts["duty.mail-by-rule", due].Value : texts[$"duty.mail-{what}", author ?? texts["mail.somebody"].Value, due].Value;
        var details = task.Details is null ? "" : $"{task.Details}\n\n";
        return (texts["duty.mail-subject", task.Title], $"{said}\n\n{task.Title}\n\n{details}{address.Of($"/tasks/{task.Id}")}\n");
    }
}
