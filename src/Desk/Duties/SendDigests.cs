using Bridgewatch.Access;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Duties;

/// <summary>Mails to each person what they owe, on the morning of a working day where they are. Who owes nothing gets no mail.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record SendDigests : ICommand
{
    private const string Kind = "desk.duty-digests";

    /// <summary>So many people are looked at in one transaction; the rest in the next, at once.</summary>
    public const int Most = 100;

    /// <summary>So many duties stand in a mail; of the rest it says how many there are.</summary>
    public const int MostListed = 20;

    /// <summary>Begins when we open. Who came later that day, or whose server was down, is told the next morning.</summary>
    public static readonly Duration Morning = Duration.FromHours(3);

    internal static DueHandler Handler { get; } = new(Kind, _ => new SendDigests(), Every: Duration.FromMinutes(10));

    internal static Task Again(DueWork due, Instant at, CancellationToken ct) => due.Set(Kind, Guid.Empty, at, ct);
}

internal sealed class SendDigestsHandler(
    BridgewatchDb db, Settings settings, Envelope envelope, IActors actors, Deciders deciders, Deliveries deliveries, DutyLetter letter, DueWork due,
    IStringLocalizer<DeskTexts> texts) : ICommandHandler<SendDigests>
{
    private const int MostWaiting = 500;
    private const int MostTasks = 5_000;

    public async ValueTask<Unit> Handle(SendDigests command, CancellationToken ct)
    {
        // What no server takes would only pile up.
        if (!(await settings.Get<OutgoingMail>(ct)).IsSetUp) return default;
        var company = await settings.Get<Company>(ct);
        var zones = await db.People.Where(p => p.State == PersonState.Active && p.Notifications.Digest).Select(p => p.Zone).Distinct().ToListAsync(ct);
        foreach (var zone in zones)
        {
            if (company.MorningIn(zone, envelope.At, SendDigests.Morning) is { } day) await Send(zone, day, ct);
        }
        return default;
    }

    private async Task Send(string zone, LocalDate day, CancellationToken ct)
    {
        var digests = db.Set<Digest>();
        var people = await db.People.AsNoTracking()
            .Where(p => p.State == PersonState.Active && p.Notifications.Digest && p.Zone == zone && !digests.Any(d => d.Person == p.Id && d.Day >= day))
            .OrderBy(p => p.Id).Take(SendDigests.Most).ToListAsync(ct);
        if (people.Count == 0) return;
        if (people.Count == SendDigests.Most) await SendDigests.Again(due, envelope.At, ct);
        var ids = people.ConvertAll(p => p.Id);
        var tasks = (await db.Set<OwedTask>().AsNoTracking().Where(t => ids.Contains(t.Owner) && t.State == TaskState.Open)
            .OrderBy(t => t.DueKey).Take(MostTasks).ToListAsync(ct)).ToLookup(t => t.Owner);
        var waiting = await db.Set<Approval>().AsNoTracking().Where(a => a.State == ApprovalState.Waiting).OrderBy(a => a.DueKey).Take(MostWaiting).ToListAsync(ct);
        var authors = waiting.Select(a => a.Author).Distinct().ToList();
        var names = await db.People.Where(p => authors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var seen = await digests.Where(d => ids.Contains(d.Person)).ToDictionaryAsync(d => d.Person, ct);
        foreach (var person in people)
        {
            if (seen.GetValueOrDefault(person.Id) is { } before) before.Day = day;
            else db.Add(new Digest { Person = person.Id, Day = day });
            var approvals = await Theirs(waiting, person.Id, ct);
            if (tasks.Contains(person.Id) || approvals.Count > 0) Mail(person, day, [.. tasks[person.Id]], approvals, names);
        }
    }

    private async Task<IReadOnlyList<Approval>> Theirs(List<Approval> waiting, PersonId person, CancellationToken ct)
    {
        if (waiting.Count == 0) return [];
        var actor = await actors.Load(new(ActorKind.Person, person.Value), ct);
        var theirs = new List<Approval>();
        foreach (var approval in waiting)
        {
            if (await deciders.MayDecide(approval, actor, ct)) theirs.Add(approval);
        }
        return theirs;
    }

    private void Mail(Person to, LocalDate day, IReadOnlyList<OwedTask> tasks, IReadOnlyList<Approval> approvals, IReadOnlyDictionary<PersonId, string> names)
    {
        var (count, late) = (tasks.Count + approvals.Count, tasks.Count(t => t.Due < envelope.At) + approvals.Count(a => a.Due < envelope.At));
        letter.To(to);
        letter.Say(texts[late == 0 ? "digest.lead" : "digest.lead-late", to.Name, count, late]);
        if (approvals.Count > 0) letter.Head(texts["digest.approvals"]);
        foreach (var approval in approvals.Take(SendDigests.MostListed)) letter.Add(approval, names.GetValueOrDefault(approval.Author) ?? texts["mail.somebody"].Value, to);
        if (tasks.Count > 0) letter.Head(texts["digest.tasks"]);
        foreach (var task in tasks.Take(SendDigests.MostListed)) letter.Add(task, task.Due < envelope.At, to);
        if (Math.Max(tasks.Count, approvals.Count) > SendDigests.MostListed) letter.Say(texts["digest.more", count]);
        letter.Say(texts["digest.note"]);
        deliveries.Mail($"digest:{day:uuuu-MM-dd}:{to.Id}", new("person", to.Id.Value), new(
            to.Email, to.Name, texts[count == 1 ? "digest.subject-one" : "digest.subject", count], letter.Text, letter.Html, $"digest.{day:uuuuMMdd}.{to.Id.Value:N}@bridgewatch.invalid", [])
        { LetsIn = true });
    }
}
