using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Signals.Inbox;
using Bridgewatch.Signals.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals;

/// <summary>How integrations, their raw inbox and alerts are stored, and how other modules read them.</summary>
public static class SignalsTables
{
    internal static void Build(ModelBuilder model)
    {
        model.Entity<Integration>(t =>
        {
            t.ToTable("integration");
            t.HasKey(i => i.Id);
            t.Property(i => i.Id).ValueGeneratedNever();
            t.Property(i => i.Name).HasMaxLength(Integration.LongestName);
            t.Property(i => i.Key).HasMaxLength(40);
            t.Ignore(i => i.Path);
            t.HasIndex(i => i.Key).IsUnique();
        });
        model.Entity<RawMessage>(t =>
        {
            t.ToTable("raw_message");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            // Of two who take the same message in, one commits.
            t.Property(r => r.State).IsConcurrencyToken();
            t.Property(r => r.Problem).HasMaxLength(RawMessage.LongestProblem);
            t.HasIndex(r => new { r.Integration, r.ReceivedAt }, "raw_message_waiting").HasFilter("state = 'waiting'");
            t.HasIndex(r => new { r.Integration, r.ReceivedAt }, "raw_message_received");
        });
        model.Entity<Alert>(t =>
        {
            t.ToTable("alert");
            t.HasKey(a => a.Id);
            t.Property(a => a.Id).ValueGeneratedNever();
            t.Property(a => a.Fingerprint).HasMaxLength(Alert.LongestFingerprint);
            t.Property(a => a.Group).HasMaxLength(AlertGroup.KeyLength).HasColumnName("group_key");
            t.Property(a => a.Title).HasMaxLength(NormalAlert.LongestTitle);
            t.HasIndex(a => new { a.Integration, a.Fingerprint }).IsUnique();
            t.HasIndex(a => new { a.Integration, a.Group }, "alert_firing").HasFilter("status = 'firing'");
            t.HasIndex(a => new { a.Integration, a.SaidAt });
            t.HasIndex(a => a.Ticket);
        });
        model.Entity<AlertGroup>(t =>
        {
            t.ToTable("alert_group");
            t.HasKey(g => new { g.Integration, g.Key });
            t.Property(g => g.Key).HasMaxLength(AlertGroup.KeyLength);
        });
    }

    extension(BridgewatchDb db)
    {
        internal DbSet<Integration> AllIntegrations => db.Set<Integration>();

        internal DbSet<RawMessage> RawMessages => db.Set<RawMessage>();

        internal DbSet<Alert> AllAlerts => db.Set<Alert>();

        internal DbSet<AlertGroup> AlertGroups => db.Set<AlertGroup>();

        public IQueryable<Integration> Integrations => db.Set<Integration>().AsNoTracking();

        public IQueryable<Alert> Alerts => db.Set<Alert>().AsNoTracking();
    }
}
