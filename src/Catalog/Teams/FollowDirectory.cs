using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.Scim;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Catalog.Teams;

/// <summary>Lets teams follow the groups of a directory, where the configuration says so. Of people whom the directory tells of, its groups decide; who was
/// put into the team beside them stays.</summary>
internal sealed partial class FollowDirectory(BridgewatchDb db, ISender sender, SignInWays ways, ILogger<FollowDirectory> log)
    : IReactor<DirectoryGroupAdded>, IReactor<DirectoryGroupChanged>, IReactor<DirectoryGroupJoined>, IReactor<DirectoryGroupLeft>, IReactor<DirectoryGroupRemoved>
{
    public const string Name = "catalog.follow-directory";

    public ValueTask React(DirectoryGroupAdded fact, Entry entry, CancellationToken ct) => Follow(ct);

    public ValueTask React(DirectoryGroupChanged fact, Entry entry, CancellationToken ct) => Follow(ct);

    public ValueTask React(DirectoryGroupJoined fact, Entry entry, CancellationToken ct) => Follow(ct);

    public ValueTask React(DirectoryGroupLeft fact, Entry entry, CancellationToken ct) => Follow(ct);

    public ValueTask React(DirectoryGroupRemoved fact, Entry entry, CancellationToken ct) => Follow(ct);

    /// <summary>All teams that follow, each as a whole: what a group was called before does not matter then.</summary>
    private async ValueTask Follow(CancellationToken ct)
    {
        foreach (var rules in ways.Providers.SelectMany(p => p.Teams).ToLookup(t => t.Team, t => t.Group)) await Follow(rules.Key, [.. rules], ct);
    }

    private async Task Follow(string slug, List<string> names, CancellationToken ct)
    {
        var team = await db.AllTeams.AsNoTracking().Include(t => t.Members).SingleOrDefaultAsync(t => t.Slug == slug, ct);
        if (team is null)
        {
            LogUnknown(slug);
            return;
        }
        var (people, now) = (db.People, team.Members.Select(m => m.Person).ToList());
        var kept = await people.Where(p => now.Contains(p.Id) && p.UserNameKey == null).Select(p => p.Id).ToListAsync(ct);
        var told = await db.DirectoryGroups.Where(g => names.Contains(g.Name) || (g.ExternalId != null && names.Contains(g.ExternalId))).SelectMany(g => g.Members)
            .Join(people.Where(p => p.State != PersonState.Left), m => m.Person, p => p.Id, (m, p) => p.Id).Distinct().ToListAsync(ct);
        var members = kept.Union(told).ToList();
        if (members.Count > TeamLinks.MostMembers) LogTooMany(slug, members.Count);
        else if (!members.ToHashSet().SetEquals(now)) await sender.Send(new ChangeTeam(team.Id, Members: new(members)), ct);
    }

    [LoggerMessage(LogLevel.Warning, "The team {Team} is to follow a group of the directory, but there is no such team.")]
    private partial void LogUnknown(string team);

    [LoggerMessage(LogLevel.Warning, "The team {Team} does not follow the directory: its groups have {Members} people, more than a team holds.")]
    private partial void LogTooMany(string team, int members);
}
