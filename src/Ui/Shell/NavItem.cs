namespace Bridgewatch.Ui;

/// <summary>A page that the navigation, the palette and the keys know. Modules add theirs as singletons.</summary>
/// <param name="Href">Where it leads: “/tickets”. The item is current on this address and below it.</param>
/// <param name="TextKey">Its name, a key in <see cref="Texts"/>.</param>
/// <param name="Icon">One of <see cref="Icons.All"/>.</param>
/// <param name="Order">Small numbers first. Home 0, My work 100, Queue 200, Incidents 300, … Practices 1000.</param>
/// <param name="Key">The keys that open it from anywhere, “g q”.</param>
/// <param name="Permission">Who lacks it does not see it; null is for everyone who is signed in.</param>
public sealed record NavItem(
    string Href, string TextKey, string Icon, int Order, string? Key = null, string? Permission = null)
{
    /// <summary>The type that names the resource with <see cref="TextKey"/>: the module's own.</summary>
    public Type Texts { get; init; } = typeof(UiTexts);

    public NavPlace Place { get; init; } = NavPlace.Main;

    /// <summary>Opens in a tab of its own: it is no page of the workspace.</summary>
    public bool Apart { get; init; }

    /// <summary>The heading under which settings are grouped, a key in <see cref="Texts"/>.</summary>
    public string? GroupKey { get; init; }
}

/// <summary>Where an item is shown.</summary>
public enum NavPlace
{
    /// <summary>In the navigation.</summary>
    Main,

    /// <summary>In the navigation while a settings page is open, and in the palette.</summary>
    Settings,

    /// <summary>Only in the palette and by its key: “New ticket”, c.</summary>
    Palette,
}

/// <summary>A number at an item of the navigation: how much waits there.</summary>
/// <param name="Text">“23”, “1 open”.</param>
/// <param name="Urgent">With the red dot: something is on fire.</param>
public sealed record NavCount(string Text, bool Urgent = false);

/// <summary>A saved view of the signed-in person, under “Views”.</summary>
public sealed record NavView(string Href, string Name, string? Count);

/// <summary>Gives counts by the item's address. Scoped; a module answers for its own items in one query.</summary>
public interface INavCounts
{
    Task<IReadOnlyDictionary<string, NavCount>> Count(CancellationToken ct);
}

/// <summary>Gives the views of the signed-in person. Scoped.</summary>
public interface INavViews
{
    Task<IReadOnlyList<NavView>> Views(CancellationToken ct);
}
