using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Access.Providers;

/// <summary>Lets a person's roles follow their groups at a provider or a directory, within a command. What somebody granted by hand stays.</summary>
internal sealed partial class MappedRoles(BridgewatchDb db, Envelope envelope, IEnumerable<IPlaceNames> places, ILogger<MappedRoles> log)
{
    /// <param name="source">Who tells the groups: a provider's key.</param>
    /// <param name="groups">Null when it did not tell them all: then everything stays as it is.</param>
    public async Task Follow(string source, IReadOnlyList<MappedRole> rules, PersonId person, IReadOnlyList<string>? groups, CancellationToken ct)
    {
        if (groups is null)
        {
            if (rules.Count > 0) LogTooMany(source);
            return;
        }
        var held = await db.RoleGrants.Where(g => g.Person == person).ToListAsync(ct);
        var wanted = await Wanted(source, rules, groups, ct);
        foreach (var grant in held.Where(g => g.Provider == source && (HasEnded(g) || !wanted.Exists(w => w.Is(g)))).ToList())
        {
            if (await Take(grant, ct)) held.Remove(grant);
        }
        foreach (var (role, scope, mapped) in wanted.Where(w => !held.Exists(w.Is)))
        {
            db.Add(RoleGrant.Give(person, role, scope, mapped.In, mapped.Region, envelope.At, Until(role), source));
        }
    }

    private async Task<List<WantedRole>> Wanted(string source, IReadOnlyList<MappedRole> rules, IReadOnlyList<string> groups, CancellationToken ct)
    {
        var wanted = new List<WantedRole>();
        foreach (var mapped in rules.Where(r => groups.Contains(r.Group)))
        {
            var code = mapped.Role;
            var role = await db.Roles.SingleOrDefaultAsync(r => r.Code == code && r.ArchivedAt == null, ct);
            if (role is null || !await IsThere(mapped, ct)) LogUnknown(source, mapped.Group, mapped.Role);
            else if (new WantedRole(role, mapped.Scope ?? role.Usually, mapped) is var one && !wanted.Exists(w => w.Is(one))) wanted.Add(one);
        }
        return wanted;
    }

    private bool HasEnded(RoleGrant grant) => grant.Until <= envelope.At;

    /// <summary>A role that is held for a time only ends so far from now; being in the group still then, they hold it anew.</summary>
    private Instant Until(Role role) => role.LongestDays is { } days ? envelope.At + Duration.FromDays(days) : Micros.Never;

    private async Task<bool> IsThere(MappedRole mapped, CancellationToken ct)
    {
        if (mapped.In is not { } place) return true;
        foreach (var names in places)
        {
            if (await names.NameOf(mapped.Scope!.Value, place, ct) is not null) return true;
        }
        return false;
    }

    private async Task<bool> Take(RoleGrant grant, CancellationToken ct)
    {
        try
        {
            await Administrators.Take(db, [grant], envelope.At, ct);
            return true;
        }
        catch (Refusal refusal) when (refusal.Name == People.PersonRefusals.LastAdministrator().Name)
        {
            LogLast(grant.Provider!);
            return false;
        }
    }

    private sealed record WantedRole(Role Role, GrantScope Scope, MappedRole Mapped)
    {
        private string Where => RoleGrant.WhereOf(Scope, Mapped.In, Mapped.Region);

        public bool Is(RoleGrant grant) => grant.Role == Role.Id && grant.Where == Where;

        public bool Is(WantedRole other) => other.Role == Role && other.Where == Where;
    }

    [LoggerMessage(LogLevel.Warning, "The provider {Provider} did not tell all groups of somebody, so their roles stay as they are. Let it tell only the groups that are assigned to this application.")]
    private partial void LogTooMany(string provider);

    [LoggerMessage(LogLevel.Warning, "The provider {Provider} maps the group {Group} to the role {Role}, but there is no such role, or not the place in which it is to be held. 'bridgewatch doctor' says more.")]
    private partial void LogUnknown(string provider, string group, string role);

    [LoggerMessage(LogLevel.Warning, "By the groups of the provider {Provider} the last administrator would be none any more; they keep the role. Make somebody else administrator.")]
    private partial void LogLast(string provider);
}
