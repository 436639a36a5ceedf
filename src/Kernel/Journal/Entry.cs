using System.Globalization;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>A place in the journal. Opaque outside: a string to hand back, not to compute with.</summary>
/// <param name="Xid">The transaction on PostgreSQL; always 0 on SQLite.</param>
public readonly record struct Position(long Xid, long Seq) : IComparable<Position>
{
    /// <summary>Before the first entry.</summary>
    public static Position Start { get; } = new(long.MinValue, 0);

    public int CompareTo(Position other) => (Xid, Seq).CompareTo((other.Xid, other.Seq));

    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Xid:x}-{Seq:x}");

    public static bool TryParse(string? text, out Position position)
    {
        position = default;
        if (text?.Split('-') is not [var xid, var seq]) return false;
        if (!long.TryParse(xid, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var x)) return false;
        if (!long.TryParse(seq, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var s)) return false;
        position = new(x, s);
        return true;
    }
}

/// <summary>One entry of the journal as readers get it.</summary>
/// <param name="Data">The event as JSON; null when erased.</param>
public sealed record Entry(
    Position Position, Instant At, string Actor, ActorKind ActorKind, Subject Subject, string Type, string? Data,
    Guid Correlation, Origin Origin)
{
    /// <summary>The event; null when erased, or when this version does not know its type. Read when it is asked for: most readers pass
    /// over most entries.</summary>
    public JournalEvent? Fact => field ??= Types?.Read(Type, Data);

    internal JournalTypes? Types { private get; init; }

    public long Seq => Position.Seq;
}
