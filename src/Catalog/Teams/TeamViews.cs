using Bridgewatch.Access;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Teams;

/// <summary>A team in a list of the workspace.</summary>
public sealed record ListedTeam(TeamResource Team, string? Lead);

/// <summary>A team on its page, with its people by name.</summary>
public sealed record TeamView(TeamResource Team, IReadOnlyList<NamedPerson> Members);

public sealed record NamedPerson(PersonId Id, string Name);

/// <summary>What the pages about teams show beside the resource itself.</summary>
public sealed class TeamViews(BridgewatchDb db, TeamQueries teams)
{
    public async Task<Page<ListedTeam>> List(string? beginning, bool archived, string? cursor, int size, CancellationToken ct)
    {
        var page = await teams.List(beginning, archived, cursor, size, false, ct);
        var names = await Names([.. page.Items.Select(t => t.Lead).OfType<PersonId>()], ct);
        return new([.. page.Items.Select(t => new ListedTeam(t, t.Lead is { } lead ? names.GetValueOrDefault(lead) : null))], page.Next);
    }

    /// <exception cref="NotVisible">There is no such team.</exception>
    public async Task<TeamView> Get(string text, CancellationToken ct)
    {
        var team = await teams.Get(text, ct);
        var names = await Names(team.Members, ct);
        return new(team, [.. team.Members.Select(m => new NamedPerson(m, names.GetValueOrDefault(m, "?"))).OrderBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase)]);
    }

    private Task<Dictionary<PersonId, string>> Names(IReadOnlyList<PersonId> people, CancellationToken ct) =>
        db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
}
