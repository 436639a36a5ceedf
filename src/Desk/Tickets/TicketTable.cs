using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>How tickets and messages are stored. Views of open tickets have partial indexes, views of all sort by time. Each index costs a
/// page at every new ticket, so none holds what a new ticket has not.</summary>
internal static class TicketTable
{
    private const int LongestWord = 80;

    public static void Build(ModelBuilder model, bool postgres)
    {
        var open = postgres ? "NOT is_solved" : "is_solved = 0";
        model.Entity<Ticket>(t =>
        {
            t.ToTable("ticket");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Ignore(x => x.Place);
            t.Ignore(x => x.RankReason);
            t.Property(x => x.Subject).HasMaxLength(Ticket.LongestSubject);
            t.Property(x => x.Region).HasMaxLength(LongestWord);
            t.Property(x => x.Language).HasMaxLength(35);
            t.Property(x => x.Impact).HasConversion(i => KernelJson.Write(i), json => KernelJson.Read<ImpactScore>(json));
            t.Property(x => x.Fields).HasConversion(TicketFields.Stored, TicketFields.Compared);
            t.ComplexProperty(x => x.FirstRoute);
            t.ComplexProperty(x => x.FinalRoute, r => r.IsRequired(false));
            t.ComplexProperty(x => x.PriorityOverride, r => r.IsRequired(false));
            t.ComplexProperty(x => x.Resolution, r => r.IsRequired(false));
            t.ComplexProperty(x => x.Closure, r => r.IsRequired(false));
            t.ComplexProperty(x => x.Diagnosis, r => r.IsRequired(false));
            t.HasMany(x => x.Codes).WithOne().HasForeignKey(c => c.Ticket).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(x => x.Labels).WithOne().HasForeignKey(l => l.Ticket).OnDelete(DeleteBehavior.Cascade);

            t.HasIndex(x => x.Number).IsUnique();
            t.HasIndex(x => new { x.RankAt, x.Number }, "ticket_open").HasFilter(open);
            t.HasIndex(x => new { x.Queue, x.RankAt, x.Number }, "ticket_open_queue").HasFilter(open);
            t.HasIndex(x => new { x.Assignee, x.RankAt, x.Number }, "ticket_open_assignee").HasFilter($"assignee IS NOT NULL AND {open}");
            t.HasIndex(x => new { x.Organization, x.RankAt, x.Number }, "ticket_open_organization").HasFilter(open);
            t.HasIndex(x => new { x.Component, x.RankAt, x.Number }, "ticket_open_component").HasFilter(open);
            t.HasIndex(x => new { x.Status, x.StatusSince, x.Number }, "ticket_open_status").HasFilter(open);
            t.HasIndex(x => new { x.UpdatedAt, x.Number }, "ticket_updated");
            // Practice 1.3 is counted in this index alone, at any number of tickets.
            t.HasIndex(x => new { x.OpenedAt, x.Number, x.Origin, x.IsSpam, x.KnownFactors, x.WasOverridden, x.PulledFrom }, "ticket_opened");
            t.HasIndex(x => new { x.Queue, x.UpdatedAt, x.Number }, "ticket_queue_updated");
            t.HasIndex(x => new { x.Organization, x.OpenedAt, x.Number }, "ticket_organization_opened");
            t.HasIndex(x => new { x.Requester, x.OpenedAt }, "ticket_requester_opened");
            t.HasIndex(x => new { x.ResolvedBy, x.ResolvedAt, x.Number }, "ticket_resolved_by").HasFilter("resolved_by IS NOT NULL");
        });
        model.Entity<TicketCode>(t =>
        {
            t.ToTable("ticket_code");
            t.HasKey(c => new { c.Ticket, c.Code });
            t.Property(c => c.Code).HasMaxLength(LongestWord);
            // Recurrence is counted in this index alone.
            t.HasIndex(c => new { c.Code, c.OpenedAt, c.Ticket });
        });
        model.Entity<TicketLabel>(t =>
        {
            t.ToTable("ticket_label");
            t.HasKey(l => new { l.Ticket, l.Label });
            t.Property(l => l.Label).HasMaxLength(LongestWord);
            t.HasIndex(l => l.Label);
        });
        model.Entity<Message>(t =>
        {
            t.ToTable("message");
            t.HasKey(m => m.Id);
            t.Property(m => m.Id).ValueGeneratedNever();
            t.Property(m => m.MailId).HasMaxLength(300);
            t.HasIndex(m => new { m.Ticket, m.At });
            t.HasIndex(m => m.MailId).HasFilter("mail_id IS NOT NULL");
        });
    }
}
