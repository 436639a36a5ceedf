using System.Text.Encodings.Web;
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

    /// <summary>The drawing as markup, for a mark that is markup itself.</summary>
    public static MarkupString Html(string name, bool small = false, string? label = null, string? @class = null)
    {
        var said = label is null ? "aria-hidden=\"true\"" : $"role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(label)}\"";
        return new($"""<svg class="{Css.Join("i", small ? "i-s" : null, @class)}" viewBox="0 0 16 16" {said}>{Icons.Drawing(name)}</svg>""");
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, Html(Name, Small, Label, Class).Value);
}
