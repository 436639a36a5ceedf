using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>How mailboxes, and what came by them, are stored.</summary>
internal static class MailboxTable
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<Mailbox>(t =>
        {
            t.ToTable("mailbox");
            t.HasKey(m => m.Id);
            t.Property(m => m.Id).ValueGeneratedNever();
            t.Property(m => m.Name).HasMaxLength(Mailbox.LongestName);
            t.Property(m => m.Signature).HasMaxLength(Mailbox.LongestSignature);
            t.Property(m => m.Language).HasMaxLength(35);
            t.Property(m => m.Key).HasMaxLength(40);
            t.Property(m => m.Place).HasConversion(p => KernelJson.Write(p), json => KernelJson.Read<MailPlace>(json));
            t.Ignore(m => m.Path);
            t.HasIndex(m => m.Key).IsUnique();
        });
        model.Entity<RawMail>(t =>
        {
            t.ToTable("raw_mail");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            // Of two who take the same mail in, one commits.
            t.Property(r => r.State).IsConcurrencyToken();
            t.Property(r => r.SourceKey).HasMaxLength(RawMail.LongestSourceKey);
            t.Property(r => r.Sha256).HasMaxLength(64);
            t.Property(r => r.Problem).HasMaxLength(RawMail.LongestProblem);
            t.Property(r => r.Sender).HasMaxLength(RawMail.LongestSender);
            t.Property(r => r.Subject).HasMaxLength(RawMail.LongestSubject);
            t.HasIndex(r => new { r.Mailbox, r.SourceKey }, "raw_mail_source").IsUnique().HasFilter("source_key IS NOT NULL");
            t.HasIndex(r => new { r.Mailbox, r.ReceivedAt }, "raw_mail_waiting").HasFilter("state = 'waiting'");
            t.HasIndex(r => new { r.Mailbox, r.ReceivedAt }, "raw_mail_received");
            t.HasIndex(r => new { r.Sender, r.ProcessedAt }, "raw_mail_sender").HasFilter("sender IS NOT NULL");
            t.HasIndex(r => r.Thread, "raw_mail_thread").HasFilter("thread IS NOT NULL");
            t.HasIndex(r => r.Message, "raw_mail_message").HasFilter("message IS NOT NULL");
            t.HasIndex(r => r.Sha256);
        });
        model.Entity<SeenMail>(t =>
        {
            t.ToTable("seen_mail");
            t.HasKey(s => s.Identity);
            t.Property(s => s.Identity).ValueGeneratedNever();
        });
        model.Entity<MailboxPosition>(t =>
        {
            t.ToTable("mailbox_position");
            t.HasKey(p => p.Mailbox);
            t.Property(p => p.Mailbox).ValueGeneratedNever();
            t.Property(p => p.Problem).HasMaxLength(RawMail.LongestProblem);
        });
    }

    extension(BridgewatchDb db)
    {
        internal DbSet<Mailbox> Mailboxes => db.Set<Mailbox>();

        internal DbSet<RawMail> RawMails => db.Set<RawMail>();

        internal DbSet<SeenMail> SeenMails => db.Set<SeenMail>();

        internal DbSet<MailboxPosition> MailboxPositions => db.Set<MailboxPosition>();

        /// <exception cref="NotVisible">There is none, or it was archived.</exception>
        internal async Task<Mailbox> ExpectMailbox(MailboxId id, CancellationToken ct) =>
            await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == id && m.ArchivedAt == null, ct) ?? throw new NotVisible("mailbox");
    }
}
