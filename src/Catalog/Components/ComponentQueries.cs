using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Components;

/// <param name="Beginning">Only components one part of whose path begins so.</param>
/// <param name="Below">Path, id or other name: only what is below it.</param>
/// <param name="Archived">True for archived ones alone; otherwise for those in use.</param>
public sealed record ComponentFilter(
    string? Beginning = null, ComponentKind? Kind = null, TeamId? Team = null, string? Below = null, bool Archived = false);

/// <summary>Questions about the component tree. Everybody of ours sees all of it.</summary>
public sealed class ComponentQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>The component that a text names: by its path, its id, or another name that alerts use. Null when there is none.</summary>
    /// <remarks>The path goes first; an archived component is found by its id alone.</remarks>
    public async Task<Component?> Find(string? text, CancellationToken ct)
    {
        var name = text?.Trim().ToLowerInvariant();
        if (string.IsNullOrEmpty(name) || name.Length > ComponentSlug.Longest || name.Any(c => char.IsControl(c) || char.IsSurrogate(c))) return null;
        if (ComponentId.TryParse(name, out var id)) return await db.Components.Include(c => c.Aliases).SingleOrDefaultAsync(c => c.Id == id, ct);
        return await db.Components.Include(c => c.Aliases)
            .Where(c => c.ArchivedAt == null && (c.Slug == name || c.Aliases.Any(a => a.Alias == name)))
            .OrderBy(c => c.Slug == name ? 0 : 1).FirstOrDefaultAsync(ct);
    }

    /// <exception cref="Invalid">No component has that path, id or name.</exception>
    public async Task<Component> Expect(string text, string field, CancellationToken ct) =>
        await Find(text, ct) ?? throw new Invalid(field, $"There is no component '{text}'.");

    /// <summary>By path.</summary>
    public async Task<Page<ComponentResource>> List(ComponentFilter filter, string? cursor, int size, bool count, CancellationToken ct)
    {
        actor.MustRead();
        var all = await Filtered(filter, ct);
        var found = await Whole(all.After(c => c.Slug, Cursor.Read(cursor)).OrderBy(c => c.Slug).Take(size + 1)).ToListAsync(ct);
        var page = Page.Of(found, size, last => Cursor.Write(last.Slug));
        return new(await Resources(page.Items, ct), page.Next) { Count = count ? await all.Capped(c => c.Slug, ct) : null };
    }

    /// <param name="text">Path, id or other name; an archived one also by its path.</param>
    /// <param name="kind">Only a component of this kind; any for null.</param>
    /// <exception cref="NotVisible">There is no such component.</exception>
    public async Task<ComponentResource> Get(string text, ComponentKind? kind, CancellationToken ct)
    {
        actor.MustRead();
        var id = (await Find(text, ct))?.Id;
        var found = await Whole(db.Components.Where(c => (id != null ? c.Id == id : c.Slug == text) && (kind == null || c.Kind == kind)))
            .SingleOrDefaultAsync(ct) ?? throw new NotVisible(kind == ComponentKind.Service ? "service" : "component");
        return (await Resources([found], ct))[0];
    }

    private async Task<IQueryable<Component>> Filtered(ComponentFilter filter, CancellationToken ct)
    {
        var rows = filter.Archived ? db.Components.Where(c => c.ArchivedAt != null) : db.Components.Where(c => c.ArchivedAt == null);
        if (filter.Kind is { } kind) rows = rows.Where(c => c.Kind == kind);
        if (filter.Team is { } team) rows = rows.Where(c => c.OwningTeam == team);
        if (filter.Below is { } below) rows = rows.Within(c => c.Slug, ComponentSlug.RangeBelow((await Expect(below, "below", ct)).Slug));
        if (string.IsNullOrWhiteSpace(filter.Beginning)) return rows;
        var beginning = ListKey.Fold(filter.Beginning);
        var inside = ComponentSlug.Separator + beginning;
        return rows.Where(c => c.Slug.StartsWith(beginning) || c.Slug.Contains(inside));
    }

    private static IQueryable<Component> Whole(IQueryable<Component> components) =>
        components.Include(c => c.Aliases).Include(c => c.Dependencies).AsSplitQuery();

    private async Task<IReadOnlyList<ComponentResource>> Resources(IReadOnlyList<Component> components, CancellationToken ct)
    {
        var ids = components.SelectMany(c => c.Dependencies).Select(d => d.On).Concat(components.Select(c => c.Parent).OfType<ComponentId>()).Distinct().ToList();
        var slugs = await db.Components.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Slug }).ToDictionaryAsync(c => c.Id, c => c.Slug, ct);
        var teamIds = components.SelectMany(c => new[] { c.OwningTeam, c.DevelopmentTeam }).OfType<TeamId>().Distinct().ToList();
        var teams = await db.Teams.Where(t => teamIds.Contains(t.Id)).Select(t => new { t.Id, t.Slug }).ToDictionaryAsync(t => t.Id, t => t.Slug, ct);
        return [.. components.Select(c => new ComponentResource(
            c.Id, c.Slug, c.Name, c.Kind, c.Parent is { } parent ? slugs[parent] : null, c.OwningTeam is { } owner ? teams[owner] : null,
            c.DevelopmentTeam is { } developer ? teams[developer] : null, c.Lifecycle, c.Description, c.Link,
            [.. c.Aliases.Select(a => a.Alias).Order(StringComparer.Ordinal)], [.. c.Dependencies.Select(d => slugs[d.On]).Order(StringComparer.Ordinal)],
            c.Source, c.Origin, c.ArchivedAt, c.Version))];
    }
}
