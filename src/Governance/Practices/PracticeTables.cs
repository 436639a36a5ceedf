using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Governance.Practices;

/// <summary>How the standing of practices is stored, and how it is read.</summary>
public static class PracticeTables
{
    private const int LongestNumber = 8, LongestPart = 60;

    internal static void Build(ModelBuilder model)
    {
        model.Entity<PracticeStanding>(t =>
        {
            t.ToTable("practice_standing");
            t.HasKey(p => p.Number);
            t.Property(p => p.Number).HasMaxLength(LongestNumber);
            t.ComplexProperty(p => p.SetAside, s =>
            {
                s.IsRequired(false);
                s.Property(x => x.Reason).HasMaxLength(PracticeDecision.LongestReason);
            });
            t.HasMany(p => p.Targets).WithOne().HasForeignKey(x => x.Practice).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<PracticeTarget>(t =>
        {
            t.ToTable("practice_target");
            t.HasKey(x => new { x.Practice, x.Part });
            t.Property(x => x.Part).HasMaxLength(LongestPart);
        });
        model.Entity<PracticeSpell>(t =>
        {
            t.ToTable("practice_spell");
            t.HasKey(s => new { s.Practice, s.Ordinal });
            t.Property(s => s.Practice).HasMaxLength(LongestNumber);
        });
        model.Entity<PracticeDecision>(t =>
        {
            t.ToTable("practice_decision");
            t.HasKey(d => new { d.Practice, d.Ordinal });
            t.Property(d => d.Practice).HasMaxLength(LongestNumber);
            t.Property(d => d.Part).HasMaxLength(LongestPart);
            t.Property(d => d.Reason).HasMaxLength(PracticeDecision.LongestReason);
        });
    }

    extension(BridgewatchDb db)
    {
        /// <summary>What is kept about practices, with their targets.</summary>
        public IQueryable<PracticeStanding> PracticeStandings => db.Set<PracticeStanding>().Include(p => p.Targets);

        /// <summary>The history of states. A page is one seek in the key (practice, ordinal).</summary>
        public IQueryable<PracticeSpell> PracticeSpells => db.Set<PracticeSpell>();

        /// <summary>The history of decisions.</summary>
        public IQueryable<PracticeDecision> PracticeDecisions => db.Set<PracticeDecision>();
    }
}
