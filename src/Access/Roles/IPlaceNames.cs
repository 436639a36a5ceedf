using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Roles;

/// <summary>Names the organizations, queues and brands in which roles are held; the modules that own them implement it.</summary>
public interface IPlaceNames
{
    /// <summary>Null when the scope is another module's, or there is no such object.</summary>
    Task<string?> NameOf(GrantScope scope, Guid id, CancellationToken ct);

    /// <summary>At most twenty whose name contains the text; empty for scopes of other modules.</summary>
    Task<IReadOnlyList<PlaceName>> Find(GrantScope scope, string? text, CancellationToken ct);
}

/// <summary>A place in which a role can be held.</summary>
public sealed record PlaceName(Guid Id, string Name);
