using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Macros;

/// <summary>How macros are stored, and who has which.</summary>
internal static class MacroTable
{
    public static void Build(ModelBuilder model) => model.Entity<Macro>(t =>
    {
        t.ToTable("macro");
        t.HasKey(m => m.Id);
        t.Property(m => m.Id).ValueGeneratedNever();
        t.Property(m => m.Name).HasMaxLength(Macro.LongestName);
        t.Property(m => m.Body).HasMaxLength(Message.LongestBody);
    });

    extension(BridgewatchDb db)
    {
        internal DbSet<Macro> AllMacros => db.Set<Macro>();
    }

    /// <summary>Those in use that everybody has, and those of one's teams.</summary>
    public static IQueryable<Macro> VisibleTo(this IQueryable<Macro> macros, Actor actor)
    {
        if (actor.SeesAll || actor.May(DeskPermissions.ManageMacros)) return macros.Where(m => m.ArchivedAt == null);
        var teams = actor.Teams.Select(t => (TeamId?)t).ToList();
        return macros.Where(m => m.ArchivedAt == null && (m.Team == null || teams.Contains(m.Team)));
    }
}
