using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using FluentValidation;
using NodaTime;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Who we are to customers, and when we are there.</summary>
/// <param name="Name">Shown at the head of pages and as the sender of mail.</param>
/// <param name="SupportAddress">Where customers write to; also the sender of mail unless outgoing mail says otherwise.</param>
/// <param name="Zone">IANA name; working hours are in it, and new people start with it.</param>
/// <param name="Opens">Local time at which a working day begins.</param>
/// <param name="Closes">Local time at which it ends; after <paramref name="Opens"/>.</param>
/// <param name="WorkingDays">Days of the week with support.</param>
[Setting("access.company", AccessPermissions.Settings)]
public sealed record Company(
    string Name = "", string SupportAddress = "", string Zone = "UTC", string Opens = "09:00", string Closes = "17:00",
    IReadOnlyList<IsoDayOfWeek>? WorkingDays = null)
{
    private static readonly NodaTime.Text.LocalTimePattern Time = NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static IReadOnlyList<IsoDayOfWeek> MondayToFriday { get; } =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    /// <summary>The working days, Monday to Friday where nothing else was said.</summary>
    public IReadOnlyList<IsoDayOfWeek> Days() => WorkingDays is { Count: > 0 } days ? days : MondayToFriday;

    /// <summary>The working day of which it is the morning in a zone now: the first hours after the time at which we open. Null at other times.</summary>
    public LocalDate? MorningIn(string zone, Instant now, Duration length)
    {
        var local = now.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).LocalDateTime;
        var opens = local.Date + Time.Parse(Opens).GetValueOrThrow();
        return Days().Contains(local.DayOfWeek) && local >= opens && local < opens.PlusTicks(length.BclCompatibleTicks) ? local.Date : null;
    }

    /// <summary>The same time so many working days later. What comes outside of our hours counts from when we open next.</summary>
    public Instant WorkingDaysAfter(Instant start, int days)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc;
        var (opens, closes) = (Time.Parse(Opens).GetValueOrThrow(), Time.Parse(Closes).GetValueOrThrow());
        var local = start.InZone(zone).LocalDateTime;
        var (day, time) = local.TimeOfDay >= closes ? (local.Date.PlusDays(1), opens) : (local.Date, LocalTime.Max(local.TimeOfDay, opens));
        if (!Days().Contains(day.DayOfWeek)) time = opens;
        while (!Days().Contains(day.DayOfWeek)) day = day.PlusDays(1);
        for (var left = days; left > 0;)
        {
            day = day.PlusDays(1);
            if (Days().Contains(day.DayOfWeek)) left--;
        }
        return (day + time).InZoneLeniently(zone).ToInstant();
    }
}

internal sealed class CompanyValidator : AbstractValidator<Company>
{
    public CompanyValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(c => c.Name).MaximumLength(100);
        RuleFor(c => c.SupportAddress).Address(words).When(c => c.SupportAddress.Length > 0);
        RuleFor(c => c.Zone).Zone(words!);
        RuleFor(c => c.Opens).Must(IsTime).WithMessage(_ => words["time.form"]);
        RuleFor(c => c.Closes).Must(IsTime).WithMessage(_ => words["time.form"])
            .Must((company, closes) => string.CompareOrdinal(closes, company.Opens) > 0).WithMessage(_ => words["company.closes-before"]);
    }

    private static bool IsTime(string? time) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time ?? "").Success;
}
