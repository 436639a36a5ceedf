namespace Bridgewatch.Ui;

/// <summary>What a button and a link that looks like one have in common.</summary>
public abstract class ButtonBase : ComponentBase
{
    [Parameter]
    public ButtonKind Kind { get; set; }

    /// <summary>A drawing before the words.</summary>
    [Parameter]
    public string? Icon { get; set; }

    /// <summary>The words when only the drawing is shown.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>The key that presses it, as keys.js writes it: “r”, “Shift E”, “g q”. It also lists it in the palette.</summary>
    [Parameter]
    public string? Key { get; set; }

    /// <summary>False where the key is said elsewhere.</summary>
    [Parameter]
    public bool ShowKey { get; set; } = true;

    /// <summary>What the command palette calls it, where that is more than what it says: “Assign T-48213”.</summary>
    [Parameter]
    public string? ActionName { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    protected string? Classes => Css.Join("btn", Kind switch
    {
        ButtonKind.Primary => "primary",
        ButtonKind.Bare => "ghost",
        ButtonKind.Danger => "danger",
        ButtonKind.Text => "text",
        _ => null,
    }, ChildContent is null ? "icon" : null, Class);

    /// <summary>In the way of aria-keyshortcuts: “Shift+E”; a sequence such as “g q” cannot be said there.</summary>
    protected string? Shortcut => Key is null || (Key.Contains(' ') && !Key.StartsWith("Shift", StringComparison.Ordinal))
        ? null
        : Key.Replace(' ', '+');
}
