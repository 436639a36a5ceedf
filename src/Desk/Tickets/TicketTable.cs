using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>How tickets are stored.</summary>
internal static class TicketTable
{
    public static void Build(ModelBuilder model) => model.Entity<Ticket>(t =>
    {
        t.ToTable("ticket");
        t.HasKey(x => x.Id);
        t.Property(x => x.Id).ValueGeneratedNever();
        t.HasIndex(x => x.Number).IsUnique();
        t.Property(x => x.Subject).HasMaxLength(Ticket.LongestSubject);
    });
}

public static class DeskTables
{
    extension(BridgewatchDb db)
    {
        internal DbSet<Ticket> AllTickets => db.Set<Ticket>();
    }
}
