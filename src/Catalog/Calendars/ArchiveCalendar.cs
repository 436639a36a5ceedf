using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>Takes a calendar out of all lists. What already refers to it goes on reckoning with it.</summary>
[Requires(CatalogPermissions.EditCalendars)]
public sealed record ArchiveCalendar(CalendarId Calendar) : ICommand;

internal sealed class ArchiveCalendarHandler(Envelope envelope, CalendarLinks links) : ICommandHandler<ArchiveCalendar>
{
    public async ValueTask<Unit> Handle(ArchiveCalendar command, CancellationToken ct)
    {
        var calendar = await links.Expect(command.Calendar, ct);
        calendar.ArchiveOrRestore(true, envelope.At);
        return default;
    }
}

internal static class ArchiveCalendarEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/calendars/{calendar}",
        async (string calendar, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveCalendar((await CalendarEndpoints.Read(calendar, null, reads, ct)).Id), ct);
            return TypedResults.NoContent();
        });
}
