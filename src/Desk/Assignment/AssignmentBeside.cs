using Bridgewatch.Desk.Assignment.Pages;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Why a ticket is with whom it is, beside it.</summary>
internal sealed class AssignmentBeside : IPanel<TicketSheet>
{
    public int Order => 20;

    public string? Permission => null;

    public Type Component => typeof(TicketAssignmentPanel);
}

internal static class TicketAssignmentEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/{ticket}/assignment", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
        TypedResults.Ok(await reads.From((QueueAssignmentQueries q, CancellationToken c) => q.Of(ticket, c), ct)));
}
