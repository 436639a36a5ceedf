using Bridgewatch.Kernel.Seal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bridgewatch.Kernel;

/// <summary>How the kernel's own rows are stored.</summary>
internal static class KernelTables
{
    public const string JournalSequence = "journal_seq";

    /// <summary>Entries of the journal that a node takes from the sequence at once.</summary>
    public const int SeqBlock = 200;

    /// <summary>Numbers for people that a node takes at once.</summary>
    public const int NumberBlock = 20;

    public static string NumberSequence(string kind) => $"number_{kind}";

    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<JournalRow>(t =>
        {
            t.ToTable("journal");
            t.HasKey(r => r.Seq);
            t.Property(r => r.Seq).ValueGeneratedNever();
            t.Property(r => r.Actor).HasMaxLength(80);
            t.Property(r => r.SubjectKind).HasMaxLength(40);
            t.Property(r => r.Type).HasMaxLength(100);
            t.HasIndex(r => new { r.SubjectId, r.Seq });
            t.HasIndex(r => new { r.Type, r.Seq });
            if (!postgres) return;
            // Order on PostgreSQL: the transaction that wrote it, then seq. Set by the database, never read back.
            var xid = t.Property<long>("Xid").HasColumnName("xid").HasDefaultValueSql("(pg_current_xact_id()::text)::bigint")
                .ValueGeneratedNever().Metadata;
            xid.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            xid.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
            t.HasIndex("Xid", nameof(JournalRow.Seq));
        });
        model.Entity<IdempotentAnswer>(t =>
        {
            t.ToTable("idempotency");
            t.HasKey(a => new { a.Actor, a.Key });
            t.Property(a => a.Actor).HasMaxLength(80);
            t.Property(a => a.Key).HasMaxLength(Idempotency.LongestKey);
            t.HasIndex(a => a.At);
        });
        model.Entity<Lease>(t =>
        {
            t.ToTable("lease");
            t.HasKey(l => l.Name);
            t.Property(l => l.Name).HasMaxLength(100);
        });
        model.Entity<ReactorRow>(t =>
        {
            t.ToTable("reactor");
            t.HasKey(r => r.Name);
            t.Property(r => r.Name).HasMaxLength(100);
        });
        model.Entity<PoisonEntry>(t =>
        {
            t.ToTable("reactor_poison");
            t.HasKey(p => new { p.Reactor, p.Seq });
            t.Property(p => p.Reactor).HasMaxLength(100);
            t.Property(p => p.SkippedBecause).HasMaxLength(SkipEntry.LongestReason);
        });
        model.Entity<DueItem>(t =>
        {
            t.ToTable("due");
            t.HasKey(d => d.Id);
            t.Property(d => d.Kind).HasMaxLength(60);
            t.HasIndex(d => new { d.Kind, d.Subject }).IsUnique();
            t.HasIndex(d => d.NextAt);
        });
        model.Entity<Delivery>(t =>
        {
            t.ToTable("delivery");
            t.HasKey(d => d.Id);
            t.Property(d => d.Kind).HasMaxLength(40);
            t.Property(d => d.Key).HasMaxLength(200);
            t.HasIndex(d => d.Key).IsUnique();
            t.Property(d => d.DroppedBecause).HasMaxLength(DropDelivery.LongestReason);
            t.HasIndex(d => new { d.State, d.NextAt });
            t.HasIndex(d => new { d.State, d.CreatedAt, d.Key });
            t.HasIndex(d => new { d.SubjectId, d.CreatedAt, d.Key });
        });
        model.Entity<NumberRow>(t =>
        {
            t.ToTable("number");
            t.HasKey(n => n.Kind);
            t.Property(n => n.Kind).HasMaxLength(40);
        });
        model.Entity<ProtectionKey>(t =>
        {
            t.ToTable("protection_key");
            t.HasKey(k => k.Name);
            t.Property(k => k.Name).HasMaxLength(200);
        });
        model.Entity<SchemaRow>(t =>
        {
            t.ToTable("schema_info");
            t.HasKey(s => s.Id);
            t.Property(s => s.Id).ValueGeneratedNever();
            t.Property(s => s.LowestVersion).HasMaxLength(40);
        });
        model.Entity<SettingRow>(t =>
        {
            t.ToTable("setting");
            t.HasKey(s => s.Name);
            t.Property(s => s.Name).HasMaxLength(100);
        });
        model.Entity<SealBatch>(t =>
        {
            t.ToTable("seal_batch");
            t.HasKey(b => b.Batch);
            t.Property(b => b.Batch).ValueGeneratedNever();
            t.Property(b => b.KeyId).HasMaxLength(64);
        });
        model.Entity<SealLeaf>(t =>
        {
            t.ToTable("seal_leaf");
            t.HasKey(l => new { l.Batch, l.Index });
            t.HasIndex(l => l.Seq).IsUnique();
        });
        model.Entity<SealKey>(t =>
        {
            t.ToTable("seal_key");
            t.HasKey(k => k.Id);
            t.Property(k => k.Id).HasMaxLength(64);
        });
        if (!postgres) return;
        model.HasSequence<long>(JournalSequence).IncrementsBy(SeqBlock);
    }
}
