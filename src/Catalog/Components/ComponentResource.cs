using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Components;

/// <summary>A component as the API shows it.</summary>
/// <param name="Slug">Its whole path.</param>
/// <param name="Parent">The path of what it stands below.</param>
/// <param name="OwningTeam">The short name of the team that answers for it.</param>
/// <param name="DependsOn">Paths.</param>
/// <param name="Source">By which name an imported architecture knows it.</param>
public sealed record ComponentResource(
    ComponentId Id, string Slug, string Name, ComponentKind Kind, string? Parent, string? OwningTeam, string? DevelopmentTeam, string? Lifecycle,
    string? Description, string? Link, IReadOnlyList<string> Aliases, IReadOnlyList<string> DependsOn, string? Source, Origin Origin,
    Instant? Archived, long Version);
