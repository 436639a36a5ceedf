using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>A colleague by name.</summary>
public sealed record DutyPerson(PersonId Id, string Name);

/// <param name="About">What it is about; null for a task that stands alone, and where the reader does not see it.</param>
/// <param name="GivenBy">Null when a rule gave it.</param>
/// <param name="AcceptedAt">When its owner gave the receipt.</param>
/// <param name="IsLate">It is open and its time has passed.</param>
/// <param name="Mine">The reader owes it.</param>
public sealed record TaskResource(
    TaskId Id, string Title, string? Details, TaskState State, DutyPerson Owner, DutyPerson? GivenBy, Instant GivenAt, Instant Due, bool IsLate,
    Instant? AcceptedAt, DutyThing? About, SettlementResource? Settlement, IReadOnlyList<TaskStepResource> Steps, Origin Origin, long Version, bool Mine);

public sealed record SettlementResource(DutyPerson? By, Instant At, string? Note);

public sealed record TaskStepResource(TaskDeed Deed, DutyPerson By, Instant At, string? Reason);

/// <summary>Which tasks a list has.</summary>
public enum TaskList
{
    /// <summary>What the reader owes.</summary>
    Mine,

    /// <summary>What the reader gave to others.</summary>
    Given,

    /// <summary>All that the reader sees.</summary>
    All,
}

/// <summary>Questions about tasks.</summary>
public sealed class TaskQueries(BridgewatchDb db, Actor actor, TaskSight sight, Things things, IColleagues colleagues, IClock clock)
{
    private const int MostCounted = 100;

    /// <summary>What is due first comes first. A page is one seek in the index (owner, state, due).</summary>
    /// <param name="about">Only those about the thing that people call so.</param>
    public async Task<Page<TaskResource>> List(TaskList list, TaskState? state, string? about, string? cursor, int size, CancellationToken ct)
    {
        var tasks = (await Listed(list, ct)).AsNoTracking();
        if (about is not null)
        {
            var thing = await things.Find(about, actor, ct);
            var (kind, id) = (thing?.Kind, thing?.Id);
            // Whoever sees the thing sees what is owed about it.
            tasks = list == TaskList.All ? db.Set<OwedTask>().AsNoTracking() : tasks;
            tasks = tasks.Where(t => t.ThingKind == kind && t.ThingId == id);
        }
        if (state is { } wanted) tasks = tasks.Where(t => t.State == wanted);
        if (!string.IsNullOrEmpty(cursor)) tasks = tasks.Where(t => t.DueKey.CompareTo(cursor) > 0);
        var rows = await tasks.Include(t => t.Steps).OrderBy(t => t.DueKey).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => last.DueKey);
        return new(await Resources(page.Items, ct), page.Next);
    }

    /// <exception cref="NotVisible">There is none, or not for this actor.</exception>
    public async Task<TaskResource> One(TaskId id, CancellationToken ct)
    {
        var task = await (await Visible(ct)).AsNoTracking().Include(t => t.Steps).SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotVisible("task");
        return (await Resources([task], ct))[0];
    }

    /// <summary>How many open tasks the reader owes, counted up to a hundred, and how many of them are late.</summary>
    public async Task<(int Open, int Late)> Owed(CancellationToken ct)
    {
        if (actor.PersonOrNone is not { } me) return (0, 0);
        var (mine, now) = (db.Set<OwedTask>().Where(t => t.Owner == me && t.State == TaskState.Open), clock.GetCurrentInstant());
        return (await mine.Take(MostCounted).CountAsync(ct), await mine.Where(t => t.Due < now).Take(MostCounted).CountAsync(ct));
    }

    private async Task<IQueryable<OwedTask>> Listed(TaskList list, CancellationToken ct)
    {
        var visible = await Visible(ct);
        if (list == TaskList.All) return visible;
        var me = actor.Person;
        return list == TaskList.Mine ? visible.Where(t => t.Owner == me) : visible.Where(t => t.GivenBy == me && t.Owner != me);
    }

    private Task<IQueryable<OwedTask>> Visible(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (actor.IsScoped && !actor.May(KernelPermissions.GiveTasks)) throw new Forbidden(KernelPermissions.GiveTasks);
        return sight.Visible(ct);
    }

    private async Task<IReadOnlyList<TaskResource>> Resources(IReadOnlyList<OwedTask> tasks, CancellationToken ct)
    {
        var about = await things.Known(tasks.Select(t => (t.ThingKind, t.ThingId)), actor, ct);
        var people = tasks.SelectMany(t => new[] { t.Owner, t.GivenBy, t.Settlement?.By }.OfType<PersonId>().Concat(t.Steps.Select(s => s.By)));
        var names = await colleagues.Names([.. people.Distinct()], ct);
        var now = clock.GetCurrentInstant();
        return
        [
            .. tasks.Select(t => new TaskResource(
                t.Id, t.Title, t.Details, t.State, Named(t.Owner), t.GivenBy is { } by ? Named(by) : null, t.GivenAt, t.Due,
                t.State == TaskState.Open && t.Due < now, t.Receipt?.At, t.ThingId is { } id ? about.GetValueOrDefault(id) : null,
                t.Settlement is { } s ? new(s.By is { } settler ? Named(settler) : null, s.At, s.Note) : null,
                [.. t.Steps.OrderBy(step => step.Number).Select(step => new TaskStepResource(step.Deed, Named(step.By), step.At, step.Reason))],
                t.Origin, t.Version, t.Owner == actor.PersonOrNone)),
        ];

        DutyPerson Named(PersonId person) => new(person, names.GetValueOrDefault(person) ?? "");
    }
}

internal static class TaskEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tasks", async (
            [WordsOf(typeof(TaskList))] string? of, [WordsOf(typeof(TaskState))] string? state, string? about, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
        {
            var (list, which, size) = (Words.Read<TaskList>("of", of) ?? TaskList.Mine, Words.Read<TaskState>("state", state), Page.Size(limit));
            return TypedResults.Ok(await reads.From((TaskQueries q, CancellationToken c) => q.List(list, which, about, cursor, size, c), ct));
        });
        api.MapGet("/tasks/{task}", async (TaskId task, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((TaskQueries q, CancellationToken c) => q.One(task, c), ct);
            return Tagged.Ok(found, found.Version);
        });
    }
}
