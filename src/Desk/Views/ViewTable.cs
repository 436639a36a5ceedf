using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bridgewatch.Desk.Views;

/// <summary>How views are stored, and who has which.</summary>
internal static class ViewTable
{
    private const int LongestQuery = 1_000, LongestColumns = 200, LongestOrder = 40;

    public static void Build(ModelBuilder model) => model.Entity<SavedView>(t =>
    {
        t.ToTable("saved_view");
        t.HasKey(v => v.Id);
        t.Property(v => v.Id).ValueGeneratedNever();
        t.Property(v => v.Name).HasMaxLength(SavedView.LongestName);
        t.Property(v => v.Query).HasMaxLength(LongestQuery);
        t.Property(v => v.Sort).HasMaxLength(LongestOrder).HasConversion(new ValueConverter<TicketOrder, string>(order => order.ToString(), word => TicketOrder.Parse(word)));
        t.Property(v => v.Columns).HasMaxLength(LongestColumns);
        t.HasIndex(v => v.Owner);
        t.HasIndex(v => v.Sharing);
    });

    extension(BridgewatchDb db)
    {
        internal DbSet<SavedView> AllViews => db.Set<SavedView>();
    }

    /// <summary>One's own, those of one's teams, and everybody's.</summary>
    public static IQueryable<SavedView> VisibleTo(this IQueryable<SavedView> views, Actor actor)
    {
        if (actor.SeesAll) return views.Where(v => !v.Dropped);
        var me = actor.PersonOrNone;
        var teams = actor.Teams.Select(t => (TeamId?)t).ToList();
        return views.Where(v => !v.Dropped && (v.Owner == me || v.Sharing == ViewSharing.Everyone || (v.Sharing == ViewSharing.Team && teams.Contains(v.Team))));
    }

    /// <exception cref="Invalid">The query cannot be read.</exception>
    /// <exception cref="Forbidden">It is to be shared with whom the actor may not share.</exception>
    internal static ViewContent Checked(this ViewContent content, Actor actor)
    {
        var reading = TicketNoun.Instance.Read(content.Query);
        if (reading.Errors.Count > 0) throw QueryErrors.Invalid("query", reading.Errors);
        if (content is { Sharing: ViewSharing.Team, Team: null }) throw new Invalid("team", "Say which team has it.");
        var shares = actor.May(DeskPermissions.ShareViews);
        if (content.Sharing == ViewSharing.Everyone && !shares) throw new Forbidden(DeskPermissions.ShareViews);
        if (content is { Sharing: ViewSharing.Team, Team: { } team } && !shares && !actor.Teams.Contains(team)) throw new Invalid("team", "You belong to no such team.");
        return content with { Query = reading.Normal!, Name = content.Name.Trim() };
    }
}
