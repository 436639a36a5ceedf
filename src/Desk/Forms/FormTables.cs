using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Forms;

/// <summary>How fields, and what tickets say in them, are stored.</summary>
internal static class FormTables
{
    public const int LongestKey = 60;

    public static void Build(ModelBuilder model)
    {
        model.Entity<TicketField>(t =>
        {
            t.ToTable("ticket_field");
            t.HasKey(f => f.Id);
            t.Property(f => f.Id).ValueGeneratedNever();
            t.Property(f => f.Key).HasMaxLength(LongestKey);
            t.Property(f => f.Definition).HasConversion(d => KernelJson.Write(d), json => KernelJson.Read<FieldDefinition>(json));
            t.HasIndex(f => f.Key).IsUnique();
        });
        model.Entity<FieldValue>(t =>
        {
            t.ToTable("ticket_field_value");
            t.HasKey(v => new { v.Ticket, v.Name });
            t.Property(v => v.Name).HasMaxLength(LongestKey);
            t.Property(v => v.Value).HasMaxLength(FieldValue.Longest);
            // Whether anything holds a value of a field, and which tickets do.
            t.HasIndex(v => new { v.Name, v.Ticket });
        });
        model.Entity<FieldChange>(t =>
        {
            t.ToTable("ticket_field_change");
            t.HasKey(c => c.Id);
            t.Property(c => c.Id).ValueGeneratedNever();
            t.Property(c => c.Name).HasMaxLength(LongestKey);
            t.HasIndex(c => new { c.Ticket, c.At });
            t.HasOne<Ticket>().WithMany().HasForeignKey(c => c.Ticket).OnDelete(DeleteBehavior.Cascade);
        });
    }

    extension(BridgewatchDb db)
    {
        internal DbSet<TicketField> AllTicketFields => db.Set<TicketField>();

        internal DbSet<FieldValue> AllFieldValues => db.Set<FieldValue>();

        internal DbSet<FieldChange> AllFieldChanges => db.Set<FieldChange>();
    }
}
