using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Naming;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>How calendars are stored, each with its versions.</summary>
internal static class CalendarTable
{
    private const int LongestZone = 64;

    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<Calendar>(t =>
        {
            t.ToTable("calendar");
            t.HasKey(c => c.Id);
            t.Property(c => c.Id).ValueGeneratedNever();
            t.Property(c => c.Name).HasMaxLength(Calendar.LongestName);
            t.Property(c => c.SortKey).IsListKey(postgres);
            t.Property(c => c.Slug).HasMaxLength(Slug.Longest).IsCode(postgres);
            t.Property(c => c.Zone).HasMaxLength(LongestZone);
            t.HasIndex(c => c.SortKey).IsUnique();
            t.HasIndex(c => c.Slug).IsUnique();
            t.HasMany<CalendarVersion>("_versions").WithOne().HasForeignKey(v => v.Calendar).OnDelete(DeleteBehavior.Cascade);
            t.Ignore(c => c.Versions);
        });
        model.Entity<CalendarVersion>(t =>
        {
            t.ToTable("calendar_version");
            t.HasKey(v => new { v.Calendar, v.Number });
            t.Property(v => v.Number).ValueGeneratedNever();
        });
    }
}
