using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Triggers;

/// <summary>How triggers, and what they did, are stored.</summary>
internal static class TriggerTables
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Trigger>(t =>
        {
            t.ToTable("desk_trigger");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(TriggerText.LongestName);
            t.Property(x => x.Text).HasConversion(text => KernelJson.Write(text), json => KernelJson.Read<TriggerText>(json));
            t.HasIndex(x => x.Name).IsUnique().HasFilter("NOT archived");
        });
        model.Entity<TriggerRun>(t =>
        {
            t.ToTable("trigger_run");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            t.Property(r => r.Cause).HasMaxLength(120);
            t.Property(r => r.AtKey).HasMaxLength(60);
            t.Ignore(r => r.Steps);
            t.Property(r => r.Took).HasConversion(took => KernelJson.Write(took), json => KernelJson.Read<TriggerSteps>(json));
            // Once for each ticket and cause, whoever looks.
            t.HasIndex(r => new { r.Ticket, r.Trigger, r.Cause }).IsUnique();
            t.HasIndex(r => new { r.Ticket, r.At });
            t.HasIndex(r => new { r.Trigger, r.AtKey });
            t.HasIndex(r => new { r.WroteTo, r.At }).HasFilter("wrote_to IS NOT NULL");
            t.HasOne<Ticket>().WithMany().HasForeignKey(r => r.Ticket).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<TriggerLook>(t =>
        {
            t.ToTable("trigger_look");
            t.HasKey(l => new { l.Ticket, l.Seq });
            t.HasIndex(l => l.At);
            t.HasOne<Ticket>().WithMany().HasForeignKey(l => l.Ticket).OnDelete(DeleteBehavior.Cascade);
        });
    }

    extension(BridgewatchDb db)
    {
        internal DbSet<Trigger> AllTriggers => db.Set<Trigger>();

        internal DbSet<TriggerRun> AllTriggerRuns => db.Set<TriggerRun>();

        internal DbSet<TriggerLook> AllTriggerLooks => db.Set<TriggerLook>();
    }
}
