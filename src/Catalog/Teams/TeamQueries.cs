using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Teams;

/// <summary>A team as the API shows it.</summary>
public sealed record TeamResource(
    TeamId Id, string Name, string Slug, IReadOnlyList<PersonId> Members, PersonId? Lead, Origin Origin, Instant? Archived, long Version)
{
    public static TeamResource Of(Team t) => new(
        t.Id, t.Name, t.Slug, [.. t.Members.Select(m => m.Person).OrderBy(p => p.Value)], t.Lead, t.Origin, t.ArchivedAt, t.Version);
}

/// <summary>Questions about teams. Everybody of ours sees all of them.</summary>
public sealed class TeamQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>By name.</summary>
    /// <param name="beginning">Only names that begin so.</param>
    public async Task<Page<TeamResource>> List(string? beginning, bool archived, string? cursor, int size, bool count, CancellationToken ct)
    {
        actor.MustRead();
        var all = archived ? db.Teams.Where(t => t.ArchivedAt != null) : db.Teams.Where(t => t.ArchivedAt == null);
        if (!string.IsNullOrWhiteSpace(beginning)) all = all.Within(t => t.SortKey, ListKey.Range(beginning));
        var found = await all.After(t => t.SortKey, Cursor.Read(cursor)).OrderBy(t => t.SortKey).Take(size + 1)
            .Include(t => t.Members).AsSplitQuery().ToListAsync(ct);
        var page = Page.Of(found, size, last => Cursor.Write(last.SortKey));
        return new([.. page.Items.Select(TeamResource.Of)], page.Next) { Count = count ? await all.Capped(t => t.SortKey, ct) : null };
    }

    /// <param name="text">Id or short name.</param>
    /// <exception cref="NotVisible">There is no such team.</exception>
    public async Task<TeamResource> Get(string text, CancellationToken ct)
    {
        actor.MustRead();
        return TeamResource.Of(await Named(text).Include(t => t.Members).SingleOrDefaultAsync(ct) ?? throw new NotVisible("team"));
    }

    /// <summary>The id of a team that a text names by its id or short name; null when there is none.</summary>
    public async Task<TeamId?> Find(string? text, CancellationToken ct) =>
        text is null ? null : await Named(text).Select(t => (TeamId?)t.Id).SingleOrDefaultAsync(ct);

    /// <exception cref="NotVisible">There is no such team.</exception>
    public async Task<TeamId> Expect(string text, CancellationToken ct)
    {
        actor.MustRead();
        return await Find(text, ct) ?? throw new NotVisible("team");
    }

    private IQueryable<Team> Named(string text)
    {
        if (TeamId.TryParse(text, out var id)) return db.Teams.Where(t => t.Id == id);
        var slug = Naming.Slug.IsSegment(text) ? text : "";
        return db.Teams.Where(t => t.Slug == slug);
    }
}
