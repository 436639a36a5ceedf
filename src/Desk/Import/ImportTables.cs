using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Import;

/// <summary>How it is kept what came from where.</summary>
internal static class ImportTables
{
    extension(BridgewatchDb db)
    {
        internal DbSet<ImportRun> ImportRuns => db.Set<ImportRun>();

        internal DbSet<ImportedTicket> ImportedTickets => db.Set<ImportedTicket>();

        internal DbSet<ImportedThing> ImportedThings => db.Set<ImportedThing>();
    }

    public static void Build(ModelBuilder model)
    {
        model.Entity<ImportRun>(t =>
        {
            t.ToTable("import_run");
            t.HasKey(r => r.Id);
            t.Property(r => r.Id).ValueGeneratedNever();
            t.Property(r => r.Source).HasMaxLength(ImportRun.LongestSource);
            t.Property(r => r.Report).HasConversion(r => KernelJson.Write(r), json => KernelJson.Read<MoveReport>(json));
            t.HasIndex(r => r.StartedAt);
        });
        model.Entity<ImportedTicket>(t =>
        {
            t.ToTable("imported_ticket");
            t.HasKey(i => new { i.Source, i.Number });
            t.Property(i => i.Source).HasMaxLength(ImportRun.LongestSource);
            t.Property(i => i.Number).HasMaxLength(ImportRun.LongestId);
            t.Property(i => i.Mark).HasMaxLength(ImportRun.LongestId);
            t.HasIndex(i => i.Ticket);
            t.HasIndex(i => i.Number);
            t.HasIndex(i => i.Mark).HasFilter("mark IS NOT NULL");
        });
        model.Entity<ImportedThing>(t =>
        {
            t.ToTable("imported_thing");
            t.HasKey(i => new { i.Source, i.Kind, i.OldId });
            t.Property(i => i.Source).HasMaxLength(ImportRun.LongestSource);
            t.Property(i => i.OldId).HasMaxLength(ImportRun.LongestId);
        });
    }
}

/// <summary>What of another system has become something here.</summary>
public enum ImportedKind { Organization, Contact, Person, Queue, Field, Macro }

/// <summary>Something of another system, and what it is here. Operational: it is written with what it names, so that an import that is broken off
/// goes on where it was.</summary>
public sealed class ImportedThing
{
    public required string Source { get; init; }

    public required ImportedKind Kind { get; init; }

    /// <summary>Its id there.</summary>
    public required string OldId { get; init; }

    /// <summary>Its id here.</summary>
    public required Guid Id { get; init; }

    /// <summary>Of the record as it was last read.</summary>
    public required byte[] Stamp { get; set; }
}

/// <summary>A ticket of another system, and what it is here. Operational, see <see cref="ImportedThing"/>.</summary>
public sealed class ImportedTicket
{
    public required string Source { get; init; }

    /// <summary>Its number there.</summary>
    public required string Number { get; init; }

    public required TicketId Ticket { get; init; }

    /// <summary>What its mails carry there, without the hyphen, in capital letters; null when the export does not tell.</summary>
    public string? Mark { get; set; }

    /// <summary>Of the record as it was last read.</summary>
    public required byte[] Stamp { get; set; }

    /// <summary>When it last changed there, of the newest record that was read.</summary>
    public required Instant UpdatedAt { get; set; }

    /// <summary>Ids of what was said there and stands here, with blanks between.</summary>
    public required string Messages { get; set; }

    /// <summary>Ids of the files there that stand here, with blanks between.</summary>
    public required string Files { get; set; }

    /// <summary>Another record than the last one, and no older one: exports may be read in any order.</summary>
    internal bool IsNews(OldTicket ticket) => ticket.UpdatedAt >= UpdatedAt && !Stamp.AsSpan().SequenceEqual(ticket.Stamp);
}
