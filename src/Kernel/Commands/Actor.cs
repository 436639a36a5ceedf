namespace Bridgewatch.Kernel;

/// <summary>What kind of party acts. Part of every journal entry.</summary>
public enum ActorKind { System, Operator, Person, Contact, Integration, Anonymous }

/// <summary>Who knocks at a door, before their rights are read.</summary>
/// <param name="Id">The person, contact or integration, or the trigger for which the program acts; empty for the others.</param>
/// <param name="Operator">The system user at the command line.</param>
/// <param name="Token">The token that was shown, when one was.</param>
/// <param name="Session">The browser's session, when one knocks; nothing is done for one that has ended.</param>
/// <param name="Address">Of the network from which a request comes; null where none is at hand, as on a page that stands open.</param>
public sealed record Caller(ActorKind Kind, Guid Id = default, string? Operator = null, ApiTokenId? Token = null, BrowserSessionId? Session = null, string? Address = null)
{
    /// <summary>Before the id of a trigger, where the journal says who did something.</summary>
    public const string TriggerPrefix = "trigger:";

    public static Caller System { get; } = new(ActorKind.System);

    public static Caller Anonymous { get; } = new(ActorKind.Anonymous);

    /// <summary>The program, because a trigger of the installation wants it.</summary>
    public static Caller ByTrigger(TriggerId trigger) => new(ActorKind.System, trigger.Value);

    /// <summary>As the journal names it: an id, <c>system</c>, <c>trigger:ID</c>, or <c>operator:NAME</c>.</summary>
    public string JournalName => Kind switch
    {
        ActorKind.System when Id != default => $"{TriggerPrefix}{Id}",
        ActorKind.System => "system",
        ActorKind.Anonymous => "anonymous",
        ActorKind.Operator => $"operator:{Operator}",
        _ => Id.ToString(),
    };
}

/// <summary>Where a role is held. A role held nowhere in particular is held everywhere.</summary>
public enum GrantScope { Everything, OwnTeams, Organization, Region, Queue, Brand }

/// <summary>A role as it is held: what it permits, and where.</summary>
/// <param name="In">The organization, queue or brand; null for the other scopes.</param>
/// <param name="Region">The region, when the scope is one.</param>
/// <param name="Masked">Personal data of customers is masked for whoever reads by this grant.</param>
public sealed record Grant(IReadOnlySet<string> Permissions, GrantScope Scope, Guid? In = null, string? Region = null, bool Masked = false);

/// <summary>Where an object stands, so that a grant can be held against it. Null where it stands nowhere.</summary>
public readonly record struct Place(
    TeamId? Team = null, QueueId? Queue = null, OrganizationId? Organization = null, string? Region = null, BrandId? Brand = null);

/// <summary>Who acts, and what they may do, as read for this very command.</summary>
public sealed class Actor(Caller caller, string name, IReadOnlyList<Grant> grants)
{
    public static Actor System { get; } = new(Caller.System, "Bridgewatch", []) { SeesAll = true };

    public static Actor Anonymous { get; } = new(Caller.Anonymous, "", []);

    public Caller Caller => caller;

    public ActorKind Kind => caller.Kind;

    /// <summary>The name to show. Never written to the journal, which names people by id.</summary>
    public string Name => name;

    public IReadOnlyList<Grant> Grants => grants;

    /// <summary>The system itself and the operator at the command line see and may do everything.</summary>
    public bool SeesAll { get; init; }

    /// <summary>Teams the person belongs to.</summary>
    public IReadOnlySet<TeamId> Teams { get; init; } = new HashSet<TeamId>();

    /// <summary>Queues of those teams.</summary>
    public IReadOnlySet<QueueId> Queues { get; init; } = new HashSet<QueueId>();

    /// <summary>The permission that the current command asked for; objects are held against it in their place.</summary>
    public string? Acting { get; set; }

    /// <summary>True for a token that is held to scopes: it does nothing that no scope names, also not for its owner.</summary>
    public bool IsScoped { get; init; }

    /// <summary>True when customers' personal data must be masked in what the actor reads by a permission. A plain grant ends that only
    /// where it is held everywhere: one at a single customer says nothing about the others.</summary>
    public bool IsMasked(string permission) =>
        !SeesAll && grants.Any(g => g.Masked && g.Permissions.Contains(permission))
        && !grants.Any(g => !g.Masked && g.Scope == GrantScope.Everything && g.Permissions.Contains(permission));

    /// <exception cref="Forbidden">The actor is not one of our people.</exception>
    public PersonId Person => Kind == ActorKind.Person ? new PersonId(caller.Id) : throw Forbidden.OnlyPeople();

    public PersonId? PersonOrNone => Kind == ActorKind.Person ? new PersonId(caller.Id) : null;

    /// <exception cref="Forbidden">The actor is no customer.</exception>
    public ContactId Contact => Kind == ActorKind.Contact ? new ContactId(caller.Id) : throw Forbidden.OnlyCustomers();

    /// <summary>For a customer: the organizations of which they follow all requests, and not their own alone.</summary>
    public IReadOnlyCollection<OrganizationId> FollowsAllOf { get; init; } = [];

    /// <summary>For a customer: contacts who turned out to be the same person, and what they asked is theirs.</summary>
    public IReadOnlyCollection<ContactId> AlsoIs { get; init; } = [];

    /// <summary>True when it is this very customer, under whichever contact they were known.</summary>
    public bool IsCustomer(ContactId? contact) => Kind == ActorKind.Contact && contact is { } id && (id.Value == caller.Id || AlsoIs.Contains(id));

    /// <summary>See <see cref="Caller.JournalName"/>.</summary>
    public string JournalName => caller.JournalName;

    /// <summary>Held anywhere at all: enough to show a door, not enough to act on an object.</summary>
    public bool May(string permission) => SeesAll || grants.Any(g => g.Permissions.Contains(permission));

    /// <summary>Held where the object stands.</summary>
    public bool May(string permission, Place place) =>
        SeesAll || grants.Any(g => g.Permissions.Contains(permission) && Holds(g, place));

    /// <exception cref="Forbidden">The permission of the current command is not held where the object stands.</exception>
    public void MustHold(Place place)
    {
        if (Acting is { } permission && !May(permission, place)) throw new Forbidden(permission);
    }

    private bool Holds(Grant grant, Place place) => grant.Scope switch
    {
        GrantScope.Everything => true,
        GrantScope.OwnTeams => (place.Team is { } team && Teams.Contains(team)) || (place.Queue is { } queue && Queues.Contains(queue)),
        GrantScope.Organization => place.Organization?.Value == grant.In,
        GrantScope.Queue => place.Queue?.Value == grant.In,
        GrantScope.Brand => place.Brand?.Value == grant.In,
        GrantScope.Region => place.Region is { } region && region == grant.Region,
        _ => false,
    };
}
