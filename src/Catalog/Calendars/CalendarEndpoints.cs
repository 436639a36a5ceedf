using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Catalog.Calendars;

internal static class CalendarEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/calendars", (bool? archived, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            reads.From((CalendarQueries all, CancellationToken c) => all.List(archived ?? false, cursor, Page.Size(limit), count ?? false, c), ct));
        api.MapGet("/calendars/{calendar}", async (string calendar, string? on, Reads reads, CancellationToken ct) =>
        {
            var found = await Read(calendar, CalendarQueries.Day(on), reads, ct);
            return Tagged.Ok(found, found.Version);
        });
        AddCalendarEndpoint.Map(api);
        ChangeCalendarEndpoint.Map(api);
        ArchiveCalendarEndpoint.Map(api);
    }

    /// <param name="on">The day whose hours and holidays are wanted; null for today.</param>
    public static ValueTask<CalendarResource> Read(string calendar, LocalDate? on, Reads reads, CancellationToken ct) =>
        reads.From((CalendarQueries all, CancellationToken c) => all.Get(calendar, on, c), ct);
}
