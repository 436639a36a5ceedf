using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>A policy as the API shows it.</summary>
/// <param name="Promise">Of the version that was made last, which may still wait for its time.</param>
/// <param name="Versions">Oldest first.</param>
public sealed record SlaPolicyResource(
    SlaPolicyId Id, string Name, int Place, SlaPromise Promise, IReadOnlyList<SlaPolicyVersionResource> Versions, long Version)
{
    internal static SlaPolicyResource Of(SlaPolicy p) => new(
        p.Id, p.Name, p.Place, p.Versions[^1].Read(), [.. p.Versions.Select(v => new SlaPolicyVersionResource(v.Number, v.From, v.At, v.Read()))], p.Version);
}

/// <param name="From">When it came, or comes, into force.</param>
/// <param name="At">When it was made.</param>
public sealed record SlaPolicyVersionResource(int Number, Instant From, Instant At, SlaPromise Promise);

/// <summary>Questions about policies. Everybody of ours may know what is promised.</summary>
public sealed class SlaPolicyQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>Those in use, in the order in which they are asked.</summary>
    public async Task<IReadOnlyList<SlaPolicyResource>> All(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(DeskPermissions.ReadTickets) && !actor.May(DeskPermissions.ManageSla)) throw new Forbidden(DeskPermissions.ManageSla);
        var policies = await db.SlaPolicies.Where(p => p.ArchivedAt == null).WithVersions().ToListAsync(ct);
        return [.. policies.InOrder().Select(SlaPolicyResource.Of)];
    }

    /// <exception cref="NotVisible">There is no such policy in use.</exception>
    public async Task<SlaPolicyResource> One(SlaPolicyId id, CancellationToken ct) => (await All(ct)).SingleOrDefault(p => p.Id == id) ?? throw new NotVisible("sla-policy");
}

internal static class SlaPolicyEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sla-policies", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            Page.Part(await reads.From((SlaPolicyQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count));
        api.MapGet("/sla-policies/{policy}", async (SlaPolicyId policy, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((SlaPolicyQueries q, CancellationToken c) => q.One(policy, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        AddSlaPolicyEndpoint.Map(api);
        ChangeSlaPolicyEndpoint.Map(api);
    }
}
