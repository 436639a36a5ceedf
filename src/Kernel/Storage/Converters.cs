using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Kernel;

/// <summary>Enums are stored as their words, so that a person can read the table.</summary>
public sealed class EnumAsWord<TEnum>() : ValueConverter<TEnum, string>(value => Words.Of(value), word => EnumAsWord<TEnum>.Read(word))
    where TEnum : struct, Enum
{
    // Entity Framework keeps in the model what stands for "not set", as it would be stored; enums that begin at 1 have no word for it.
    private static readonly string _unset = Words.Of(default(TEnum));

    private static TEnum Read(string word) =>
        Words.TryRead<TEnum>(word, out var value) || word == _unset ? value : throw new InvalidOperationException($"'{word}' is no {typeof(TEnum).Name}.");
}

public sealed class TicketNumberAsLong() : ValueConverter<TicketNumber, long>(number => number.Value, value => new(value));

public sealed class GuidAsBytes() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new(bytes, true));

public sealed class InstantAsMicros() : ValueConverter<Instant, long>(at => Micros.InMicros(at), micros => Micros.Of(micros));

public sealed class DurationAsMicros()
    : ValueConverter<Duration, long>(d => d.BclCompatibleTicks / 10, micros => Duration.FromTicks(micros * 10));

public sealed class LocalDateAsText()
    : ValueConverter<LocalDate, string>(date => LocalDatePattern.Iso.Format(date), text => LocalDatePattern.Iso.Parse(text).Value);

/// <summary>Amounts with four decimals as whole numbers: SQLite knows no decimals, and text would not sort.</summary>
public sealed class DecimalAsTenThousandths()
    : ValueConverter<decimal, long>(amount => (long)decimal.Round(amount * 10_000m), stored => stored / 10_000m);
