using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Teams;

/// <summary>What a team shares with others, checked before it changes: its short name and its people.</summary>
internal sealed class TeamLinks(BridgewatchDb db, Actor actor)
{
    public const int MostMembers = 500;

    /// <exception cref="NotVisible">There is no such team.</exception>
    /// <exception cref="Forbidden">The actor's permission does not reach this team.</exception>
    public async Task<Team> Expect(TeamId id, CancellationToken ct)
    {
        var team = await db.AllTeams.Include(t => t.Members).SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotVisible("team");
        actor.MustHold(team.Place);
        return team;
    }

    /// <summary>The short name that was given, or one made from the name, with a number when that is taken.</summary>
    /// <exception cref="Refusal">The given one is taken.</exception>
    public async Task<string> FreeSlug(string? given, string name, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(given)) return await IsFree(given, ct) ? given : throw TeamRefusals.SlugTaken(given);
        var made = Slug.From(name) is { Length: > 0 } slug ? slug : "team";
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? made : $"{made[..Math.Min(made.Length, Slug.Longest - 4)].TrimEnd('-')}-{number}";
            if (await IsFree(candidate, ct)) return candidate;
        }
    }

    /// <summary>Makes exactly these people its members.</summary>
    /// <exception cref="Invalid">One who is to join is none of ours, or has left.</exception>
    public async Task Consist(Team team, IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        var joining = people.Where(p => team.Members.All(m => m.Person != p)).Distinct().ToList();
        var known = joining.Count == 0 ? 0 : await db.People.CountAsync(p => joining.Contains(p.Id) && p.State != PersonState.Left, ct);
        if (known < joining.Count) throw new Invalid("members", "Not all of these are colleagues of ours.");
        team.Consist(people);
    }

    private async Task<bool> IsFree(string slug, CancellationToken ct) => !await db.Teams.AnyAsync(t => t.Slug == slug, ct);
}

/// <summary>What a team's fields may hold.</summary>
internal static class TeamRules
{
    public static IRuleBuilderOptions<T, string> TeamName<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-name")).OneLine(Team.LongestName)!;

    public static IRuleBuilderOptions<T, IReadOnlyList<PersonId>?> People<T>(this IRuleBuilder<T, IReadOnlyList<PersonId>?> rule) => rule
        .Must(m => m is null || m.Count <= TeamLinks.MostMembers).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.at-most-members", TeamLinks.MostMembers));
}
