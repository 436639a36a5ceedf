using System.Data.Common;
using NodaTime;

namespace Bridgewatch.Kernel.Seal;

/// <summary>Reads the sealed columns of entries as they stand in the table, without interpreting them.</summary>
internal static class StoredEntries
{
    /// <summary>Columns of the journal, named <c>j</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        "j.seq, j.at, j.actor, j.actor_kind, j.subject_kind, j.subject_id, j.type, j.digest, j.correlation_id, j.origin";

    public const int Count = 10;

    /// <summary>The entry whose columns begin at a place of the row.</summary>
    public static EntryColumns Read(DbDataReader row, int first, bool postgres) => new(
        row.GetInt64(first),
        postgres ? Micros.InMicros(row.GetFieldValue<Instant>(first + 1)) : row.GetInt64(first + 1),
        Bytes(row, first + 2),
        Bytes(row, first + 3),
        Bytes(row, first + 4),
        Id(row, first + 5, postgres),
        Bytes(row, first + 6),
        Bytes(row, first + 7),
        Id(row, first + 8, postgres),
        Bytes(row, first + 9));

    /// <summary>Texts come as the bytes that are hashed.</summary>
    public static byte[] Bytes(DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Bytes(row, column);

    private static Guid Id(DbDataReader row, int column, bool postgres) =>
        postgres ? row.GetGuid(column) : new(Bytes(row, column), bigEndian: true);
}
