using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Views;

/// <summary>Views for pages and the API.</summary>
public sealed class ViewQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>Own ones first, by name.</summary>
    public async Task<IReadOnlyList<ViewResource>> All(CancellationToken ct)
    {
        if (!actor.May(DeskPermissions.ReadTickets)) throw new Forbidden(DeskPermissions.ReadTickets);
        var views = await db.AllViews.AsNoTracking().VisibleTo(actor).ToListAsync(ct);
        return [.. views.Select(v => ViewResource.Of(v, actor)).OrderBy(v => !v.Mine).ThenBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Id.Value)];
    }

    /// <summary>The teams with which the actor may share: their own, and all for whoever shares with everyone.</summary>
    public async Task<IReadOnlyList<NamedResource<TeamId>>> Teams(CancellationToken ct)
    {
        var (mine, all) = (actor.Teams.ToList(), actor.May(DeskPermissions.ShareViews));
        return await db.Teams.Where(t => all || mine.Contains(t.Id)).OrderBy(t => t.SortKey).Select(t => new NamedResource<TeamId>(t.Id, t.Name)).ToListAsync(ct);
    }

    /// <exception cref="NotVisible">There is none, or not for this actor.</exception>
    public async Task<ViewResource> One(ViewId id, CancellationToken ct)
    {
        if (!actor.May(DeskPermissions.ReadTickets)) throw new Forbidden(DeskPermissions.ReadTickets);
        return ViewResource.Of(await db.AllViews.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(v => v.Id == id, ct) ?? throw new NotVisible("view"), actor);
    }
}

internal static class ViewOwnership
{
    /// <exception cref="Forbidden">It is another's, and the actor may not share with everyone.</exception>
    public static void MustBelongTo(this SavedView view, Actor actor)
    {
        if (view.Owner != actor.PersonOrNone && !actor.May(DeskPermissions.ShareViews)) throw new Forbidden(DeskPermissions.ShareViews);
    }
}
