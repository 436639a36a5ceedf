using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Attachments;

/// <summary>How attachments are stored.</summary>
internal static class AttachmentTable
{
    public static void Build(ModelBuilder model) => model.Entity<Attachment>(t =>
    {
        t.ToTable("attachment");
        t.HasKey(a => a.Id);
        t.Property(a => a.Id).ValueGeneratedNever();
        t.Property(a => a.Message).IsConcurrencyToken();
        t.Property(a => a.Name).HasMaxLength(Attachment.LongestName);
        t.Property(a => a.Type).HasMaxLength(100);
        t.Property(a => a.Sha256).HasMaxLength(64);
        t.ComplexProperty(a => a.Redacted, r => r.IsRequired(false));
        t.HasIndex(a => new { a.Ticket, a.Message });
        // Whether anything else names a content, before that is removed.
        t.HasIndex(a => a.Sha256);
    });

    extension(BridgewatchDb db)
    {
        internal DbSet<Attachment> AllAttachments => db.Set<Attachment>();
    }
}
