using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Routing;

/// <summary>How rules and what they decided are stored.</summary>
internal static class RoutingTables
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<RoutingRule>(t =>
        {
            t.ToTable("routing_rule");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            t.Ignore(r => r.Text);
            t.Property(r => r.Name).HasMaxLength(RouteRule.LongestName);
            t.Property(r => r.When).HasMaxLength(1_000);
            t.Property(r => r.Set).HasConversion(set => KernelJson.Write(set), json => KernelJson.Read<RouteTargets>(json));
            t.HasIndex(r => r.Name).IsUnique().HasFilter("NOT archived");
            t.HasMany(r => r.Revisions).WithOne().HasForeignKey(r => r.Rule).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RoutingRuleRevision>(t =>
        {
            t.ToTable("routing_rule_revision");
            t.HasKey(r => new { r.Rule, r.Number });
            t.Property(r => r.Text).HasConversion(text => KernelJson.Write(text), json => KernelJson.Read<RouteRule>(json));
        });
        model.Entity<RoutedTicket>(t =>
        {
            t.ToTable("routed_ticket");
            t.HasKey(r => r.Ticket);
            t.Property(r => r.Set).HasConversion(set => KernelJson.Write(set), json => KernelJson.Read<RouteTargets>(json));
            t.Property(r => r.Because).HasConversion(because => KernelJson.Write(because), json => KernelJson.Read<RoutedBecause>(json));
            t.HasOne<Ticket>().WithOne().HasForeignKey<RoutedTicket>(r => r.Ticket).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(r => r.Rules).WithOne().HasForeignKey(r => r.Ticket).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RoutedByRule>(t =>
        {
            t.ToTable("routed_by_rule");
            t.HasKey(r => new { r.Ticket, r.Rule });
            // What a rule did is counted here.
            t.HasIndex(r => new { r.Rule, r.OpenedAt, r.Shadowed });
        });
    }

    extension(BridgewatchDb db)
    {
        internal DbSet<RoutingRule> AllRoutingRules => db.Set<RoutingRule>();

        internal DbSet<RoutedTicket> AllRoutedTickets => db.Set<RoutedTicket>();
    }
}
