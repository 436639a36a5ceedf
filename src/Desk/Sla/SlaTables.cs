using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Sla;

/// <summary>How policies and clocks are stored.</summary>
public static class SlaTables
{
    internal static void Build(ModelBuilder model)
    {
        model.Entity<SlaPolicy>(t =>
        {
            t.ToTable("sla_policy");
            t.HasKey(p => p.Id);
            t.Property(p => p.Id).ValueGeneratedNever();
            t.Property(p => p.Name).HasMaxLength(SlaPolicy.LongestName);
            t.HasMany<SlaPolicyVersion>("_versions").WithOne().HasForeignKey(v => v.Policy).OnDelete(DeleteBehavior.Cascade);
            t.Ignore(p => p.Versions);
        });
        model.Entity<SlaPolicyVersion>(t =>
        {
            t.ToTable("sla_policy_version");
            t.HasKey(v => new { v.Policy, v.Number });
            t.Property(v => v.Number).ValueGeneratedNever();
        });
        model.Entity<TicketClock>(t =>
        {
            t.ToTable("ticket_clock");
            t.HasKey(c => new { c.Ticket, c.Target });
            t.Property(c => c.Policy).HasMaxLength(SlaPolicy.LongestName);
            // Of two that reckon it at once, one commits: a threshold is told once.
            t.Property(c => c.At).IsConcurrencyToken();
            t.Property(c => c.Passed).IsConcurrencyToken();
            t.HasOne<Ticket>().WithMany().HasForeignKey(c => c.Ticket).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EndedPromise>(t =>
        {
            t.ToTable("ended_promise");
            t.HasKey(p => new { p.Ticket, p.Target, p.Cycle });
            t.HasOne<Ticket>().WithMany().HasForeignKey(p => p.Ticket).OnDelete(DeleteBehavior.Cascade);
            // A month is counted in one of these; of one customer in the second.
            t.HasIndex(p => new { p.At, p.Ticket });
            t.HasIndex(p => new { p.Organization, p.At });
        });
    }

    extension(BridgewatchDb db)
    {
        internal DbSet<EndedPromise> AllEndedPromises => db.Set<EndedPromise>();

        internal DbSet<SlaPolicy> AllSlaPolicies => db.Set<SlaPolicy>();

        internal DbSet<TicketClock> AllTicketClocks => db.Set<TicketClock>();

        public IQueryable<SlaPolicy> SlaPolicies => db.Set<SlaPolicy>().AsNoTracking();

        /// <summary>Of all tickets; who asks for somebody joins them to what that person sees.</summary>
        public IQueryable<TicketClock> TicketClocks => db.Set<TicketClock>().AsNoTracking();
    }

    internal static IQueryable<SlaPolicy> WithVersions(this IQueryable<SlaPolicy> policies) => policies.Include("_versions");

    /// <summary>Moves down those that stand at a place and behind it, where somebody stands there.</summary>
    internal static void MakeRoomAt(this IReadOnlyCollection<SlaPolicy> others, int place)
    {
        if (others.All(p => p.Place != place)) return;
        foreach (var other in others.Where(p => p.Place >= place)) other.Move(other.Place + 1);
    }

    /// <summary>As they are asked.</summary>
    internal static IEnumerable<SlaPolicy> InOrder(this IEnumerable<SlaPolicy> policies) => policies.OrderBy(p => p.Place).ThenBy(p => p.Id.Value);
}
