using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.People;

/// <summary>Where another person has to agree: beforehand, or in a team too small to divide duties afterwards.</summary>
public sealed class SecondPerson(BridgewatchDb db, Settings settings)
{
    /// <summary>From so many people on duties can be divided.</summary>
    public const int EnoughPeople = 8;

    /// <summary>Working days until another person has looked at it.</summary>
    public const int WorkingDays = 2;

    /// <summary>True in a small team: one goes ahead, and another one looks at it afterwards.</summary>
    public async Task<bool> ComesAfterwards(CancellationToken ct) =>
        await db.People.Where(p => p.State == PersonState.Active).Take(EnoughPeople).CountAsync(ct) < EnoughPeople;

    /// <summary>Until when another person decides; <see cref="Micros.Never"/> while whoever asks is alone here.</summary>
    public async Task<Instant> By(Instant asked, CancellationToken ct) =>
        await db.People.Where(p => p.State == PersonState.Active).Take(2).CountAsync(ct) < 2 ? Micros.Never : await WorkingDaysAfter(asked, ct);

    /// <summary>Two working days later, by the hours given at set-up.</summary>
    public async Task<Instant> WorkingDaysAfter(Instant start, CancellationToken ct) => (await settings.Get<Company>(ct)).WorkingDaysAfter(start, WorkingDays);
}
