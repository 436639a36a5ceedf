using System.Collections.Concurrent;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Actors;

/// <summary>A permission that integrations have: what a monitor or another program may do by its own address. Modules list theirs.</summary>
public sealed record IntegrationPermission(string Name);

/// <summary>Reads who a caller is for each command, in one query and without a cache: what was taken away is gone with the next command.</summary>
internal sealed class ActorsByGrants(
    BridgewatchDb db, ActorRows actorRows, IClock clock, IEnumerable<IActorFacts> facts, IEnumerable<IntegrationPermission> integrations) : IActors
{
    /// <summary>Permissions cut to a token's scopes; few combinations, asked for with each request.</summary>
    private static readonly ConcurrentDictionary<(string Permissions, string Scopes), IReadOnlySet<string>> Cut = new();

    public async ValueTask<Actor> Load(Caller caller, CancellationToken ct) => caller.Kind switch
    {
        ActorKind.Person => await Person(caller, ct),
        ActorKind.Integration => new(caller, "Integration", [new(integrations.Select(p => p.Name).ToHashSet(), GrantScope.Everything)]),
        _ => throw new NotSignedIn(),
    };

    private async Task<Actor> Person(Caller caller, CancellationToken ct)
    {
        var id = new PersonId(caller.Id);
        var rows = new List<ActorRows.Row>();
        await foreach (var row in actorRows.Of(db, id, caller.Token ?? default, clock.GetCurrentInstant()).WithCancellation(ct)) rows.Add(row);
        if (rows.Count == 0) throw new NotSignedIn();
        if (caller.Token is not null && rows[0].Scopes is null) throw new NotSignedIn();
        if (caller.Session is { } session && session != rows[0].Stamp) throw new NotSignedIn();
        var (teams, queues) = (new HashSet<TeamId>(), new HashSet<QueueId>());
        foreach (var source in facts)
        {
            var known = await source.Of(id, ct);
            teams.UnionWith(known.Teams);
            queues.UnionWith(known.Queues);
        }
        return new(caller, rows[0].Name, [.. rows.Where(r => r.Scope is not null).Select(GrantOf)]) { Teams = teams, Queues = queues };
    }

    private static Grant GrantOf(ActorRows.Row row) => new(
        Cut.GetOrAdd((row.Permissions!, row.Scopes ?? ""), cut => Roles.Role.Parse(cut.Permissions).Where(p => ApiToken.Lets(cut.Scopes, p)).ToHashSet()),
        row.Scope!.Value, row.In, row.Region, row.Masked ?? false);
}

/// <summary>The question behind every command, translated once for each program.</summary>
internal sealed class ActorRows
{
    private readonly Func<BridgewatchDb, PersonId, ApiTokenId, Instant, IAsyncEnumerable<Row>> _rows =
        EF.CompileAsyncQuery((BridgewatchDb db, PersonId id, ApiTokenId token, Instant now) =>
            from person in db.Set<Person>()
            join credential in db.Set<SignIn.Credential>() on person.Id equals credential.Person
            from key in db.Set<ApiToken>().Where(t => t.Id == token && t.Person == id && t.RevokedAt == null && t.ExpiresAt > now).DefaultIfEmpty()
            from grant in db.Set<Roles.RoleGrant>().Where(g => g.Person == id && g.From <= now && g.Until > now).DefaultIfEmpty()
            from role in db.Set<Roles.Role>().Where(r => r.Id == grant.Role).DefaultIfEmpty()
            where person.Id == id && person.State == PersonState.Active
            select new Row
            {
                Name = person.Name,
                Stamp = credential.Stamp,
                Scopes = key.Scopes,
                Permissions = role.PermissionList,
                Masked = (bool?)role.Masked,
                Scope = (GrantScope?)grant.Scope,
                In = grant.In,
                Region = grant.Region,
            });

    /// <summary>A row for each role that the person holds now; one without a role; none when the person is not active.</summary>
    public IAsyncEnumerable<Row> Of(BridgewatchDb db, PersonId person, ApiTokenId token, Instant now) => _rows(db, person, token, now);

    internal sealed class Row
    {
        public required string Name { get; init; }

        public required string Stamp { get; init; }

        /// <summary>Null when no live token fits.</summary>
        public string? Scopes { get; init; }

        public string? Permissions { get; init; }

        public bool? Masked { get; init; }

        /// <summary>Null when the person holds no role.</summary>
        public GrantScope? Scope { get; init; }

        public Guid? In { get; init; }

        public string? Region { get; init; }
    }
}
