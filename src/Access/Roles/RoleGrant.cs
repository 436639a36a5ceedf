using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Roles;

/// <summary>A role as a person holds it: where, and from when until when. Taking it deletes the row; the journal keeps both days.</summary>
public sealed class RoleGrant : Aggregate
{
    private RoleGrant()
    {
    }

    public RoleGrantId Id { get; private set; }

    public PersonId Person { get; private set; }

    public RoleId Role { get; private set; }

    public GrantScope Scope { get; private set; }

    /// <summary>The organization, queue or brand; null for the other scopes.</summary>
    public Guid? In { get; private set; }

    public string? Region { get; private set; }

    /// <summary>The place as one text: the same role is held once in the same place.</summary>
    public string Where { get; private set; } = "";

    public Instant From { get; private set; }

    /// <summary><see cref="Micros.Never"/> without an end. It ends by the clock alone.</summary>
    public Instant Until { get; private set; }

    /// <summary>The provider whose groups it follows; null when somebody granted it.</summary>
    public string? Provider { get; private set; }

    public override Subject About => new("person", Person.Value);

    /// <param name="provider">Whose groups it follows; null when somebody grants it.</param>
    internal static RoleGrant Give(
        PersonId person, Role role, GrantScope scope, Guid? @in, string? region, Instant from, Instant until, string? provider = null)
    {
        var grant = new RoleGrant
        {
            Id = RoleGrantId.New(),
            Person = person,
            Role = role.Id,
            Scope = scope,
            In = @in,
            Region = region,
            Where = WhereOf(scope, @in, region),
            From = from,
            Until = until,
            Provider = provider,
        };
        grant.Record(new RoleGranted(grant.Id, person, role.Id, role.Code, scope, @in, region, from, until == Micros.Never ? null : until, provider));
        return grant;
    }

    internal static string WhereOf(GrantScope scope, Guid? @in, string? region) => $"{Words.Of(scope)}:{@in?.ToString() ?? region}";

    internal void Take(Role role) => Record(new RoleTaken(Id, Person, Role, role.Code, Provider));
}

/// <summary>A person holds a role from now on, or from a day to come.</summary>
/// <param name="Provider">Whose groups it follows; null when somebody granted it.</param>
[JournalType("access.role.granted.v1")]
public sealed record RoleGranted(
    RoleGrantId Grant, PersonId Person, RoleId Role, string Code, GrantScope Scope, Guid? In, string? Region, Instant From, Instant? Until,
    string? Provider = null) : JournalEvent;

/// <summary>A person holds a role no longer; their next command is judged without it.</summary>
/// <param name="Provider">Whose groups it followed; null when somebody had granted it.</param>
[JournalType("access.role.taken.v1")]
public sealed record RoleTaken(RoleGrantId Grant, PersonId Person, RoleId Role, string Code, string? Provider = null) : JournalEvent;
