using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Components;

/// <summary>What a component shares with others, checked before it changes: its path, its other names, its teams.</summary>
internal sealed class ComponentLinks(BridgewatchDb db, Actor actor, TeamQueries teams)
{
    /// <exception cref="NotVisible">There is no such component.</exception>
    /// <exception cref="Forbidden">The actor's permission does not reach this component.</exception>
    public async Task<Component> Expect(ComponentId id, CancellationToken ct)
    {
        var component = await db.AllComponents.Include(c => c.Aliases).SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotVisible("component");
        actor.MustHold(component.Place);
        return component;
    }

    /// <summary>The component below which another is to stand; null for the top.</summary>
    /// <exception cref="Invalid">There is no such component in use.</exception>
    public async Task<Component?> Parent(string? named, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(named)) return null;
        var found = await new ComponentQueries(db, actor).Find(named, ct);
        return found is { ArchivedAt: null } ? found : throw new Invalid("parent", $"There is no component '{named}' in use.");
    }

    /// <summary>To be called by whoever changes the shape of the tree, before reading what the change rests on.</summary>
    public async Task Guard(CancellationToken ct) => (await db.TreeGuards.SingleAsync(g => g.Tree == TreeGuard.Components, ct)).Move();

    /// <exception cref="Refusal">The path is taken, or is another name of some component.</exception>
    public async Task RefuseTaken(string path, ComponentId self, CancellationToken ct)
    {
        if (await db.Components.AnyAsync(c => c.Slug == path, ct)) throw ComponentRefusals.SlugTaken(path);
        var holder = await db.Components.Where(c => c.Id != self && c.Aliases.Any(a => a.Alias == path)).Select(c => c.Slug).SingleOrDefaultAsync(ct);
        if (holder is not null) throw ComponentRefusals.AliasTaken(path, holder);
    }

    /// <summary>Moves a component with all that is below it, or gives it another last part of its path. Comes after <see cref="Guard"/>.</summary>
    public async Task Move(Component component, Component? parent, string segment, CancellationToken ct)
    {
        var before = component.Slug;
        var path = ComponentSlug.Below(parent?.Slug, segment);
        if (path == before) return;
        if (parent is not null && ComponentSlug.WithAncestors(parent.Slug).Contains(before)) throw ComponentRefusals.InsideItself(before);
        await RefuseTaken(path, component.Id, ct);
        var below = await db.AllComponents.Within(c => c.Slug, ComponentSlug.RangeBelow(before)).ToListAsync(ct);
        component.Move(parent, segment);
        foreach (var part in below) part.Follow(before, component.Slug);
    }

    /// <exception cref="Refusal">One of the names stands for another component.</exception>
    public async Task AnswerTo(Component component, IReadOnlyList<string> aliases, CancellationToken ct)
    {
        var taken = await db.Components.Where(c => c.Id != component.Id && (aliases.Contains(c.Slug) || c.Aliases.Any(a => aliases.Contains(a.Alias))))
            .OrderBy(c => c.Slug).Select(c => new { c.Slug, Aliases = c.Aliases.Select(a => a.Alias).ToList() }).FirstOrDefaultAsync(ct);
        if (taken is not null) throw ComponentRefusals.AliasTaken(aliases.First(a => a == taken.Slug || taken.Aliases.Contains(a)), taken.Slug);
        component.AnswerTo(aliases);
    }

    /// <summary>The team that a text names by its id or short name; null for none.</summary>
    /// <exception cref="Invalid">There is no such team.</exception>
    public async Task<TeamId?> Team(string? named, string field, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(named)) return null;
        return await teams.Find(named.Trim(), ct) ?? throw new Invalid(field, $"There is no team '{named}'.");
    }
}
