using Microsoft.AspNetCore.Components.Rendering;

namespace Bridgewatch.Ui;

/// <summary>A drawing of 16 with a stroke of 1.5, in the colour of the text around it.</summary>
public sealed class Icon : ComponentBase
{
    /// <summary>One of <see cref="Icons.All"/>.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>14 instead of 16: inside controls and marks.</summary>
    [Parameter]
    public bool Small { get; set; }

    /// <summary>What it says to those who cannot see it; without it the drawing is only an ornament.</summary>
    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public string? Class { get; set; }

    /// <summary>The drawing as markup, an ornament within another mark's.</summary>
    public static MarkupString Html(string name, bool small = false) =>
        new($"""<svg class="{Css.Join("i", small ? "i-s" : null)}" viewBox="0 0 16 16" aria-hidden="true">{Icons.Drawing(name)}</svg>""");

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", Css.Join("i", Small ? "i-s" : null, Class));
        builder.AddAttribute(2, "viewBox", "0 0 16 16");
        if (Label is null)
            builder.AddAttribute(3, "aria-hidden", "true");
        else
        {
            builder.AddAttribute(4, "role", "img");
            builder.AddAttribute(5, "aria-label", Label);
        }

        builder.AddMarkupContent(6, Icons.Drawing(Name));
        builder.CloseElement();
    }
}
