using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Components;

/// <summary>The whole tree for the page that shows it.</summary>
public sealed class ComponentTreeView(ComponentQueries components)
{
    /// <summary>A tree beyond this is looked at in parts.</summary>
    private const int Most = 5_000;

    /// <summary>Each below its parent, brothers by name.</summary>
    public async Task<IReadOnlyList<ComponentResource>> All(bool archived, CancellationToken ct)
    {
        var all = new List<ComponentResource>();
        for (string? cursor = null; all.Count < Most;)
        {
            var page = await components.List(new(Archived: archived), cursor, Page.Largest, false, ct);
            all.AddRange(page.Items);
            if ((cursor = page.Next) is null) break;
        }
        var known = all.Select(c => c.Slug).ToHashSet();
        var below = all.ToLookup(c => c.Parent is { } parent && known.Contains(parent) ? parent : "");
        var ordered = new List<ComponentResource>(all.Count);
        Add("", ordered, below);
        return ordered;
    }

    private static void Add(string parent, List<ComponentResource> ordered, ILookup<string, ComponentResource> below)
    {
        foreach (var component in below[parent].OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(c => c.Slug, StringComparer.Ordinal))
        {
            ordered.Add(component);
            Add(component.Slug, ordered, below);
        }
    }
}
