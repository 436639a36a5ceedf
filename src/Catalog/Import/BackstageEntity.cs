namespace Bridgewatch.Catalog.Import;

/// <summary>The kinds of Backstage entities that are imported.</summary>
public enum BackstageKind
{
    Domain,
    System,
    Component,
    Api,
    Resource,
    Group,
}

/// <summary>One entity of a Backstage catalog, as far as it is used here.</summary>
/// <param name="Name">As written: letters, digits, `-`, `_`, `.`, at most 63.</param>
/// <param name="Title">For people; null when there is none.</param>
/// <param name="Type">`spec.type`: service, website, database …</param>
/// <param name="PartOf">
/// What contains it: a component's parent component or system, a system's domain, a group's parent. Always in the
/// catalog, and never in a circle: a reference that would be otherwise is dropped with a finding.
/// </param>
/// <param name="DependsOn">What it needs, `consumesApis` included. Always in the catalog.</param>
/// <param name="File">Where it stands, relative to the folder.</param>
/// <param name="Line">The line of its beginning, from 1.</param>
public sealed record BackstageEntity(
    EntityRef Ref, BackstageKind Kind, string Name, string? Title, string? Description, string? Type, string? Lifecycle,
    EntityRef? Owner, EntityRef? PartOf, IReadOnlyList<EntityRef> DependsOn, IReadOnlyList<EntityRef> Provides,
    string File, int Line);

/// <summary>How entities name each other: `component:default/settlement`. Always in small letters.</summary>
public readonly record struct EntityRef(string Kind, string Namespace, string Name)
{
    /// <summary>Where an entity lives when it does not say.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>Reads `[kind:][namespace/]name`.</summary>
    /// <returns>False when a part is empty or there are too many.</returns>
    public static bool TryParse(string? text, string defaultKind, string defaultNamespace, out EntityRef reference)
    {
        reference = default;
        if (text is null) return false;
        var (kind, rest) = text.Split(':', 2) is [var k, var r] ? (k, r) : (defaultKind, text);
        var (space, name) = rest.Split('/', 2) is [var s, var n] ? (s, n) : (defaultNamespace, rest);
        if (!IsName(kind) || !IsName(space) || !IsName(name)) return false;
        reference = new(kind.ToLowerInvariant(), space.ToLowerInvariant(), name.ToLowerInvariant());
        return true;
    }

    /// <summary>Backstage's rule: letters, digits, and inside also `-`, `_`, `.`; at most 63.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public override string ToString() => $"{Kind}:{Namespace}/{Name}";
}
