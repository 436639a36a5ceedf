using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Duties;

/// <summary>The last morning on which somebody was looked at for the digest. It only serves operation: what was mailed is a delivery.</summary>
public sealed class Digest
{
    public required PersonId Person { get; init; }

    /// <summary>In the person's zone.</summary>
    public required LocalDate Day { get; set; }
}

internal static class DigestTable
{
    public static void Build(ModelBuilder model) => model.Entity<Digest>(t =>
    {
        t.ToTable("digest");
        t.HasKey(d => d.Person);
        t.Property(d => d.Person).ValueGeneratedNever();
    });
}
