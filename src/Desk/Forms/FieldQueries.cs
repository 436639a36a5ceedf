using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Forms;

/// <summary>A field on the wire.</summary>
/// <param name="Place">Where it stands in forms; there may be gaps.</param>
/// <param name="Use">What tickets say in it; null for who does not manage forms.</param>
public sealed record FieldResource(
    TicketFieldId Id, string Key, string Name, FieldKind Kind, IReadOnlyList<FieldChoice> Choices, string Help, string? Default, FieldReaders SeenBy, FieldEditors EditedBy,
    IReadOnlyList<TicketType> Types, FieldMoment Asked, bool Required, string When, int Place, Instant AddedAt, Instant? RetiredAt, FieldUse? Use, long Version);

/// <summary>Questions about fields. Everybody of ours may know what forms ask for.</summary>
public sealed class FieldQueries(BridgewatchDb db, Actor actor, FieldUses uses, FieldCatalogue fields)
{
    /// <summary>In the order of forms; retired ones last.</summary>
    public async Task<IReadOnlyList<FieldResource>> All(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var manages = actor.May(DeskPermissions.ManageForms);
        if (!manages && !actor.May(DeskPermissions.ReadTickets)) throw new Forbidden(DeskPermissions.ManageForms);
        var all = await db.AllTicketFields.AsNoTracking().ToListAsync(ct);
        var used = manages ? await uses.Of(all, ct) : null;
        return [.. all.OrderBy(f => f.RetiredAt is not null).ThenBy(f => f.Place).ThenBy(f => f.Key, StringComparer.Ordinal).Select(f => Resource(f, used?[f.Key]))];
    }

    /// <exception cref="NotVisible">There is no such field.</exception>
    public async Task<FieldResource> One(TicketFieldId id, CancellationToken ct) => (await All(ct)).SingleOrDefault(f => f.Id == id) ?? throw new NotVisible("ticket-field");

    /// <summary>What could stand where somebody types a condition.</summary>
    public async Task<QueryCompletion> Complete(string text, int caret, CancellationToken ct) => actor.May(DeskPermissions.ManageForms)
        ? await new QueryCompleter<Ticket>(TicketNoun.Instance, new NamesInQueries(db, actor).Propose, await fields.ForQueries(ct)).Complete(text, caret, ct) : QueryCompletion.None;

    private static FieldResource Resource(TicketField f, FieldUse? use)
    {
        var d = f.Definition;
        return new(f.Id, f.Key, d.Name, d.Kind, d.Choices, d.Help, d.Default, d.SeenBy, d.EditedBy, d.Types, d.Asked, d.Required, d.When, f.Place, f.AddedAt, f.RetiredAt, use, f.Version);
    }
}

internal static class FieldEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/ticket-fields", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            Page.Part(await reads.From((FieldQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count));
        api.MapGet("/ticket-fields/{field}", async (TicketFieldId field, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((FieldQueries q, CancellationToken c) => q.One(field, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        AddTicketFieldEndpoint.Map(api);
        ChangeTicketFieldEndpoint.Map(api);
        RetireTicketFieldEndpoint.Map(api);
        DeleteTicketFieldEndpoint.Map(api);
        TicketFormEndpoints.Map(api);
    }
}
