using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Notifications;

/// <summary>How notifications are stored.</summary>
public static class NotificationTable
{
    internal static void Build(ModelBuilder model) => model.Entity<Notification>(t =>
    {
        t.ToTable("notification");
        t.HasKey(n => n.Id);
        t.Property(n => n.Id).ValueGeneratedNever();
        t.HasIndex(n => new { n.Person, n.SeenAt, n.At });
    });

    extension(BridgewatchDb db)
    {
        public IQueryable<Notification> Notifications => db.Set<Notification>();
    }
}
