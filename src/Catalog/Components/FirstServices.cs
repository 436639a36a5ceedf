using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Components;

/// <summary>Makes the services of the first set-up and the team that owns them.</summary>
internal sealed class FirstServices(Commands commands, Reads reads) : IFirstServices
{
    public async Task Make(IReadOnlyList<string> names, CancellationToken ct)
    {
        if (names.Count == 0) return;
        var team = await Team(ct);
        var services = new ComponentFilter(Kind: ComponentKind.Service);
        var known = await reads.From((ComponentQueries all, CancellationToken c) => all.List(services, null, Page.Largest, count: false, c), ct);
        var taken = known.Items.Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Where(taken.Add)) await commands.Send(new AddService(name, OwningTeam: team.Slug), ct);
    }

    public async Task Join(PersonId person, CancellationToken ct)
    {
        var teams = await reads.From((TeamQueries all, CancellationToken c) => all.List(null, false, null, Page.Largest, count: false, c), ct);
        if (teams.Items.Any(t => t.Members.Contains(person))) return;
        var team = await Team(ct);
        await commands.Send(new ChangeTeam(team.Id, Members: new Given<IReadOnlyList<PersonId>>([.. team.Members, person])), ct);
    }

    /// <summary>The one of the first start; where somebody put it away, the first by name, or a new one.</summary>
    private async Task<TeamResource> Team(CancellationToken ct)
    {
        var known = await reads.From((TeamQueries all, CancellationToken c) => all.List(null, false, null, Page.Largest, count: false, c), ct);
        if (known.Items.FirstOrDefault(t => t.Name == IFirstServices.FirstTeam) is { } support) return support;
        if (known.Items is [var first, ..]) return first;
        var made = await commands.Send(new AddTeam(IFirstServices.FirstTeam), ct);
        return await reads.From((TeamQueries all, CancellationToken c) => all.Get(made.ToString(), c), ct);
    }
}
