using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Portal;

/// <summary>How sessions, links and waiting requests are stored. They only serve operation: who came in is in the journal.</summary>
internal static class PortalTables
{
    extension(BridgewatchDb db)
    {
        internal DbSet<PortalSession> PortalSessions => db.Set<PortalSession>();

        internal DbSet<PortalLink> PortalLinks => db.Set<PortalLink>();

        internal DbSet<LeftRequest> LeftRequests => db.Set<LeftRequest>();
    }

    public static void Build(ModelBuilder model)
    {
        model.Entity<PortalSession>(t =>
        {
            t.ToTable("portal_session");
            t.HasKey(s => s.Id);
            t.Property(s => s.Id).ValueGeneratedNever();
            t.HasIndex(s => s.Hash).IsUnique();
            t.HasIndex(s => s.Contact);
            t.HasIndex(s => s.ExpiresAt);
        });
        model.Entity<PortalLink>(t =>
        {
            t.ToTable("portal_link");
            t.HasKey(l => l.Hash);
            t.Property(l => l.Path).HasMaxLength(PortalPaths.LongestReturn);
            t.HasIndex(l => new { l.Contact, l.MadeAt });
            t.HasIndex(l => l.ExpiresAt);
        });
        model.Entity<LeftRequest>(t =>
        {
            t.ToTable("left_request");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            t.Property(r => r.Address).HasMaxLength(MailAddress.Longest);
            t.Property(r => r.Name).HasMaxLength(Contact.LongestName);
            t.Property(r => r.Subject).HasMaxLength(Ticket.LongestSubject);
            t.Property(r => r.Answers).HasConversion(answers => KernelJson.Write(answers), json => KernelJson.Read<Dictionary<string, string>>(json));
            t.HasIndex(r => new { r.Address, r.At });
            t.HasIndex(r => r.ExpiresAt);
        });
    }
}
