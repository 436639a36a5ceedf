using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Macros;

/// <summary>A macro as it would be for a ticket.</summary>
/// <param name="Body">Filled in. It is sent as it is, or changed, with <c>macro</c> beside it.</param>
/// <param name="Then">The status that it proposes.</param>
/// <param name="AddLabels">Those that the ticket has not.</param>
/// <param name="RemoveLabels">Those that it has.</param>
public sealed record WrittenMacro(MacroId Macro, string Name, MacroKind Kind, string Body, TicketStatus? Then, IReadOnlyList<string> AddLabels, IReadOnlyList<string> RemoveLabels);

/// <summary>Macros for pages and the API.</summary>
public sealed class MacroQueries(BridgewatchDb db, Actor actor, TicketQueries tickets)
{
    /// <summary>All that the actor has, by name.</summary>
    public async Task<IReadOnlyList<MacroResource>> All(CancellationToken ct)
    {
        MustWrite();
        var macros = await db.AllMacros.AsNoTracking().VisibleTo(actor).ToListAsync(ct);
        return [.. macros.OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase).ThenBy(m => m.Id.Value).Select(MacroResource.Of)];
    }

    /// <exception cref="NotVisible">There is none, or not for this actor.</exception>
    public async Task<MacroResource> One(MacroId id, CancellationToken ct) => MacroResource.Of(await Find(id, ct));

    /// <summary>What it says for a ticket, if this actor writes it.</summary>
    /// <exception cref="NotVisible">There is no such ticket or macro, or not for this actor.</exception>
    public async Task<WrittenMacro> Write(TicketNumber number, MacroId id, CancellationToken ct)
    {
        var (ticket, macro) = (await tickets.One(number, ct), await Find(id, ct));
        var brand = await db.Brands.Where(b => b.Slug == ticket.Brand).Select(b => b.Name).SingleOrDefaultAsync(ct);
        return new(macro.Id, macro.Name, macro.Kind, MacroTemplate.Write(macro.Body, ticket, actor.Name, brand ?? ""), macro.Then,
            [.. MacroResource.Listed(macro.AddLabels).Except(ticket.Labels)], [.. MacroResource.Listed(macro.RemoveLabels).Intersect(ticket.Labels)]);
    }

    /// <summary>They are for those who write, and for those who make them.</summary>
    private void MustWrite()
    {
        if (!actor.May(DeskPermissions.WriteNotes) && !actor.May(DeskPermissions.ManageMacros)) throw new Forbidden(DeskPermissions.WriteNotes);
    }

    private async Task<Macro> Find(MacroId id, CancellationToken ct)
    {
        MustWrite();
        return await db.AllMacros.AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(m => m.Id == id, ct) ?? throw new NotVisible("macro");
    }
}

internal static class MacroEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/macros", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((MacroQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/macros/{macro}", async (MacroId macro, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((MacroQueries q, CancellationToken c) => q.One(macro, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapGet("/tickets/{ticket}/suggested-macros", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((MacroSuggestions s, CancellationToken c) => s.For(ticket, c), ct)));
        api.MapGet("/tickets/{ticket}/macros/{macro}", async (TicketNumber ticket, MacroId macro, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((MacroQueries q, CancellationToken c) => q.Write(ticket, macro, c), ct)));
        AddMacroEndpoint.Map(api);
        ChangeMacroEndpoint.Map(api);
    }
}
