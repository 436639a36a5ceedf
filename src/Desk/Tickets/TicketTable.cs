using Bridgewatch.Catalog.Lists;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Bridgewatch.Desk.Tickets;

/// <summary>How tickets and messages are stored. Views of open tickets have partial indexes, views of all sort by time. Each index costs a
/// page at every new ticket, so none holds what a new ticket has not.</summary>
/// <remarks>On SQLite, indexes hold behind their keys what views and filters ask besides, also that it is open: it reads no row to count then,
/// which is ten to a hundred times as fast at a million tickets. PostgreSQL looks at rows in any case, to know who may see their newest state.</remarks>
internal static class TicketTable
{
    private const int LongestWord = 80;

    public static void Build(ModelBuilder model, bool postgres)
    {
        // As Entity Framework writes it: SQLite takes such an index only for the very same words.
        const string open = "NOT is_solved";
        model.Entity<Ticket>(t =>
        {
            t.ToTable("ticket");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Ignore(x => x.Place);
            t.Ignore(x => x.RankReason);
            t.Ignore(x => x.Due);
            t.Property(x => x.Subject).HasMaxLength(Ticket.LongestSubject);
            t.Property(x => x.DebtLink).HasMaxLength(Ticket.LongestDebtLink);
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
            t.ComplexProperty(x => x.Merge, r => r.IsRequired(false));
            t.HasMany(x => x.Codes).WithOne().HasForeignKey(c => c.Ticket).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(x => x.Copies).WithOne().HasForeignKey(c => c.Ticket).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(x => x.FieldValues).WithOne().HasForeignKey(v => v.Ticket).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(x => x.Labels).WithOne().HasForeignKey(l => l.Ticket).OnDelete(DeleteBehavior.Cascade);

            t.HasIndex(x => x.Number).IsUnique();
            Index("ticket_open", [nameof(Ticket.RankAt), nameof(Ticket.Number)],
                [nameof(Ticket.Queue), nameof(Ticket.Team), nameof(Ticket.Assignee), nameof(Ticket.Priority), nameof(Ticket.Status), nameof(Ticket.LastReplyAt), nameof(Ticket.IsSolved)]).HasFilter(open);
            Index("ticket_open_queue", [nameof(Ticket.Queue), nameof(Ticket.RankAt), nameof(Ticket.Number)],
                [nameof(Ticket.Assignee), nameof(Ticket.Priority), nameof(Ticket.Status), nameof(Ticket.IsSolved)]).HasFilter(open);
            Index("ticket_open_assignee", [nameof(Ticket.Assignee), nameof(Ticket.RankAt), nameof(Ticket.Number)], [nameof(Ticket.IsSolved)]).HasFilter($"assignee IS NOT NULL AND {open}");
            Index("ticket_open_organization", [nameof(Ticket.Organization), nameof(Ticket.RankAt), nameof(Ticket.Number)], [nameof(Ticket.IsSolved)]).HasFilter(open);
            Index("ticket_open_component", [nameof(Ticket.Component), nameof(Ticket.RankAt), nameof(Ticket.Number)], [nameof(Ticket.IsSolved)]).HasFilter(open);
            Index("ticket_open_status", [nameof(Ticket.Status), nameof(Ticket.StatusSince), nameof(Ticket.Number)],
                [nameof(Ticket.LastReplyAt), nameof(Ticket.Queue), nameof(Ticket.Assignee), nameof(Ticket.IsSolved)]).HasFilter(open);
            Index("ticket_open_due", [nameof(Ticket.DueAt), nameof(Ticket.Number)],
                [nameof(Ticket.RankAt), nameof(Ticket.Queue), nameof(Ticket.Team), nameof(Ticket.Assignee), nameof(Ticket.Status), nameof(Ticket.IsSolved)]).HasFilter($"due_at IS NOT NULL AND {open}");
            Index("ticket_breached", [nameof(Ticket.BreachedAt), nameof(Ticket.Number)], [nameof(Ticket.OpenedAt), nameof(Ticket.Queue), nameof(Ticket.Assignee), nameof(Ticket.IsSolved)])
                .HasFilter("breached_at IS NOT NULL");
            t.HasIndex(x => new { x.UpdatedAt, x.Number }, "ticket_updated");
            // Practice 1.3 is counted in this index alone, at any number of tickets.
            Index("ticket_opened",
                [nameof(Ticket.OpenedAt), nameof(Ticket.Number), nameof(Ticket.Origin), nameof(Ticket.IsSpam), nameof(Ticket.KnownFactors), nameof(Ticket.WasOverridden), nameof(Ticket.PulledFrom)],
                [nameof(Ticket.Subject), nameof(Ticket.Component), nameof(Ticket.Priority), nameof(Ticket.Queue)]);
            t.HasIndex(x => new { x.Queue, x.UpdatedAt, x.Number }, "ticket_queue_updated");
            t.HasIndex(x => new { x.Assignee, x.UpdatedAt, x.Number }, "ticket_assignee_updated").HasFilter("assignee IS NOT NULL");
            t.HasIndex(x => new { x.Organization, x.OpenedAt, x.Number }, "ticket_organization_opened");
            t.HasIndex(x => new { x.Requester, x.OpenedAt }, "ticket_requester_opened");
            t.HasIndex(x => x.MergedInto, "ticket_merged").HasFilter("merged_into IS NOT NULL");
            t.HasIndex(x => new { x.ResolvedBy, x.ResolvedAt, x.Number }, "ticket_resolved_by").HasFilter("resolved_by IS NOT NULL");

            IndexBuilder Index(string name, string[] keys, string[] asked) => t.HasIndex(postgres ? keys : [.. keys, .. asked], name);
        });
        model.Entity<TicketCode>(t =>
        {
            t.ToTable("ticket_code");
            t.HasKey(c => new { c.Ticket, c.Code });
            t.Property(c => c.Code).HasMaxLength(LongestWord).IsCode(postgres);
            // Recurrence is counted in this index alone.
            t.HasIndex(c => new { c.Code, c.OpenedAt, c.Ticket });
        });
        model.Entity<TicketLabel>(t =>
        {
            t.ToTable("ticket_label");
            t.HasKey(l => new { l.Ticket, l.Label });
            t.Property(l => l.Label).HasMaxLength(LongestWord).IsCode(postgres);
            t.HasIndex(l => l.Label);
        });
        model.Entity<TicketCopy>(t =>
        {
            t.ToTable("ticket_copy");
            t.HasKey(c => new { c.Ticket, c.Contact });
            t.HasIndex(c => c.Contact);
        });
        model.Entity<TicketLink>(t =>
        {
            t.ToTable("ticket_link");
            t.HasKey(l => new { l.From, l.To });
            t.HasIndex(l => l.To);
            t.HasOne<Ticket>().WithMany().HasForeignKey(l => l.From).OnDelete(DeleteBehavior.Cascade);
            t.HasOne<Ticket>().WithMany().HasForeignKey(l => l.To).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Message>(t =>
        {
            t.ToTable("message");
            t.HasKey(m => m.Id);
            t.Property(m => m.Id).ValueGeneratedNever();
            t.Property(m => m.MailId).HasMaxLength(Message.LongestMailId);
            t.Ignore(m => m.IsWithdrawn);
            t.ComplexProperty(m => m.Redacted, r => r.IsRequired(false));
            t.HasIndex(m => new { m.Ticket, m.At });
            t.HasIndex(m => m.MailId).HasFilter("mail_id IS NOT NULL");
            t.HasIndex(m => m.SplitFrom).IsUnique().HasFilter("split_from IS NOT NULL");
        });
    }
}
