using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Components;

/// <summary>Makes the services that whoever sets the product up names, and the first team to own them.</summary>
internal sealed class FirstServices(Commands commands, Reads reads, Door door) : IFirstServices
{
    private const string FirstTeam = "Support";

    public async Task Make(IReadOnlyList<string> names, CancellationToken ct)
    {
        var missing = new List<string>();
        foreach (var name in names.Select(n => n.Trim()).Where(n => Slug.From(n).Length > 0).DistinctBy(Slug.From))
        {
            var known = await reads.From((ComponentQueries all, CancellationToken c) => all.Find(Slug.From(name), c), ct);
            if (known is null) missing.Add(name);
        }
        if (missing.Count == 0) return;
        var owner = await Owner(ct);
        foreach (var name in missing) await commands.Send(new AddService(name, OwningTeam: owner.ToString()), ct);
    }

    private async Task<TeamId> Owner(CancellationToken ct)
    {
        var teams = await reads.From((TeamQueries all, CancellationToken c) => all.List(null, false, null, 1, false, c), ct);
        if (teams.Items is [var first, ..]) return first.Id;
        PersonId[] members = door.Caller.Kind == ActorKind.Person ? [new(door.Caller.Id)] : [];
        return await commands.Send(new AddTeam(FirstTeam, Members: members, Lead: members is [var only] ? only : null), ct);
    }
}
