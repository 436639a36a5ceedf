namespace Bridgewatch.Ui;

/// <summary>Whose public page it is. Scoped: whoever opens the door says it before the page is made.</summary>
public sealed class PublicLook
{
    /// <summary>Null where the company's own name stands.</summary>
    public string? Name { get; private set; }

    /// <summary>The path of the picture that stands before the name; null for ours.</summary>
    public string? Logo { get; private set; }

    /// <summary>The content of the one style element; null where our accent is used.</summary>
    public string? Style { get; private set; }

    /// <summary>The portal needs fewer styles than the other public pages, and its own.</summary>
    public bool IsPortal { get; private set; }

    /// <param name="accent"><c>#rrggbb</c>; null for ours.</param>
    public void Be(string? name, string? logo, string? accent)
    {
        (Name, Logo, IsPortal) = (name, logo, true);
        Style = accent is not null && AccentStyle.IsColour(accent) ? AccentStyle.Of(accent) : null;
    }
}
