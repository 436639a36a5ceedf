using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Rules;

/// <summary>How rules and what they stopped are stored.</summary>
internal static class RuleTables
{
    private const int LongestName = 80;

    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<Rule>(t =>
        {
            t.ToTable("rule");
            t.HasKey(r => r.Name);
            t.Property(r => r.Name).HasMaxLength(LongestName);
            t.HasMany(r => r.Changes).WithOne().HasForeignKey(c => c.Rule).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RuleChange>(t =>
        {
            t.ToTable("rule_change");
            t.HasKey(c => new { c.Rule, c.Number });
            t.Property(c => c.Rule).HasMaxLength(LongestName);
        });
        model.Entity<RuleStop>(t =>
        {
            t.ToTable("rule_stop");
            t.HasKey(s => s.Id);
            t.Property(s => s.Id).ValueGeneratedNever();
            t.Property(s => s.Rule).HasMaxLength(LongestName);
            t.Property(s => s.ThingKind).HasMaxLength(40);
            t.Property(s => s.AtKey).HasMaxLength(48);
            // Lists compare it byte by byte on both engines.
            if (postgres) t.Property(s => s.AtKey).UseCollation("C");
            t.HasIndex(s => new { s.Rule, s.AtKey });
            t.HasIndex(s => new { s.Rule, s.Outcome, s.AtKey });
            t.HasIndex(s => new { s.ThingId, s.Rule });
        });
    }
}
