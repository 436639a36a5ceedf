using Bridgewatch.Access.People;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Actors;

/// <summary>A permission that integrations have: what a monitor or another program may do by its own address. Modules list theirs.</summary>
public sealed record IntegrationPermission(string Name);

/// <summary>Says who a customer at the portal is. Access knows no contacts; the module that has the portal does.</summary>
public interface IContactActors
{
    /// <exception cref="NotSignedIn">Their session is over, or they are known no more.</exception>
    ValueTask<Actor> Load(Caller caller, CancellationToken ct);
}

/// <summary>Says for each command who its caller is and what they may do then.</summary>
internal sealed class ActorsByGrants(
    BridgewatchDb db, Envelope envelope, ActorMemory memory, ActorRows actorRows, IClock clock, IEnumerable<IActorFacts> facts,
    IEnumerable<IntegrationPermission> integrations, IEnumerable<IContactActors> contacts) : IActors
{
    public async ValueTask<Actor> Load(Caller caller, CancellationToken ct) => caller.Kind switch
    {
        ActorKind.Person => await Person(caller, ct),
        ActorKind.Integration => new(caller, "Integration", [new(integrations.Select(p => p.Name).ToHashSet(), GrantScope.Everything)]),
        ActorKind.Contact when contacts.SingleOrDefault() is { } known => await known.Load(caller, ct),
        _ => throw new NotSignedIn(),
    };

    private async Task<Actor> Person(Caller caller, CancellationToken ct)
    {
        var known = await memory.People.Get((new(caller.Id), caller.Token ?? default, caller.Session ?? default), envelope, () => Read(caller, ct)) ?? throw new NotSignedIn();
        var now = clock.GetCurrentInstant();
        if (caller.Token is not null && known.TokenUntil <= now) throw new NotSignedIn();
        if (caller.Session is not null && !known.IsSessionLive) throw new NotSignedIn();
        return new(caller, known.Name, [.. known.Grants.Where(g => g.From <= now && g.Until > now).Select(g => g.Grant)])
        { Teams = known.Teams, Queues = known.Queues, IsScoped = known.IsScoped };
    }

    /// <summary>Null for somebody who is not active.</summary>
    private async Task<KnownPerson?> Read(Caller caller, CancellationToken ct)
    {
        var id = new PersonId(caller.Id);
        var rows = await actorRows.Of(db, id, caller.Token ?? default, caller.Session ?? default).ToListAsync(ct);
        if (rows.Count == 0) return null;
        var (teams, queues) = (new HashSet<TeamId>(), new HashSet<QueueId>());
        foreach (var source in facts)
        {
            var known = await source.Of(db, id, ct);
            teams.UnionWith(known.Teams);
            queues.UnionWith(known.Queues);
        }
        return new(
            rows[0].Name, rows[0].Session is not null, rows[0].TokenUntil ?? Instant.MinValue, rows[0].Scopes is { Length: > 0 }, [.. rows.Where(r => r.Permissions is not null).Select(GrantOf)], teams, queues);
    }

    private static TimedGrant GrantOf(ActorRows.Row row) => new(
        row.From!.Value, row.Until!.Value,
        new(Roles.Role.Parse(row.Permissions!).Where(p => ApiToken.Lets(row.Scopes ?? "", p)).ToHashSet(), row.Scope!.Value, row.In, row.Region, row.Masked ?? false));
}

/// <summary>A person and what they hold, now or from a day to come.</summary>
/// <param name="IsSessionLive">Whether the browser's session that knocks still goes on.</param>
/// <param name="TokenUntil">When the token that was shown ends; long ago when no live token fits.</param>
/// <param name="IsScoped">Whether that token is held to scopes.</param>
internal sealed record KnownPerson(
    string Name, bool IsSessionLive, Instant TokenUntil, bool IsScoped, IReadOnlyList<TimedGrant> Grants, IReadOnlySet<TeamId> Teams, IReadOnlySet<QueueId> Queues);

internal sealed record TimedGrant(Instant From, Instant Until, Grant Grant);

/// <summary>People as this node knows them. What is taken away on this node is gone with the next command, on another within a second.</summary>
internal sealed class ActorMemory(FactNews news)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly string[] About = ["access.", "catalog.team.", "desk.queue."];

    public Remembered<(PersonId Person, ApiTokenId Token, BrowserSessionId Session), KnownPerson> People { get; } =
        new(news, type => About.Any(about => type.StartsWith(about, StringComparison.Ordinal)), Longest);
}

/// <summary>The question behind every command, translated once for each program.</summary>
internal sealed class ActorRows
{
    private readonly Func<BridgewatchDb, PersonId, ApiTokenId, BrowserSessionId, IAsyncEnumerable<Row>> _rows =
        EF.CompileAsyncQuery((BridgewatchDb db, PersonId id, ApiTokenId token, BrowserSessionId browser) =>
            from person in db.Set<Person>()
            join credential in db.Set<SignIn.Credential>() on person.Id equals credential.Person
            from key in db.Set<ApiToken>().Where(t => t.Id == token && t.Person == id && t.RevokedAt == null).DefaultIfEmpty()
            from session in db.Set<Browsers.BrowserSession>().Where(s => s.Id == browser && s.Person == id && s.Stamp == credential.Stamp).DefaultIfEmpty()
            from grant in db.Set<Roles.RoleGrant>().Where(g => g.Person == id).DefaultIfEmpty()
            from role in db.Set<Roles.Role>().Where(r => r.Id == grant.Role && r.ArchivedAt == null).DefaultIfEmpty()
            where person.Id == id && person.State == PersonState.Active
            select new Row
            {
                Name = person.Name,
                Session = (BrowserSessionId?)session.Id,
                Scopes = key.Scopes,
                TokenUntil = (Instant?)key.ExpiresAt,
                Permissions = role.PermissionList,
                Masked = (bool?)role.Masked,
                From = (Instant?)grant.From,
                Until = (Instant?)grant.Until,
                Scope = (GrantScope?)grant.Scope,
                In = grant.In,
                Region = grant.Region,
            });

    /// <summary>A row for each role that the person holds; one without a role; none when the person is not active.</summary>
    public IAsyncEnumerable<Row> Of(BridgewatchDb db, PersonId person, ApiTokenId token, BrowserSessionId session) => _rows(db, person, token, session);

    internal sealed class Row
    {
        public required string Name { get; init; }

        /// <summary>Null when no live session fits.</summary>
        public BrowserSessionId? Session { get; init; }

        /// <summary>Null when no token fits.</summary>
        public string? Scopes { get; init; }

        public Instant? TokenUntil { get; init; }

        /// <summary>Null when the person holds no role, or one that was put away.</summary>
        public string? Permissions { get; init; }

        public bool? Masked { get; init; }

        public Instant? From { get; init; }

        public Instant? Until { get; init; }

        public GrantScope? Scope { get; init; }

        public Guid? In { get; init; }

        public string? Region { get; init; }
    }
}
