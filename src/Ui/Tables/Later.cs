using Microsoft.AspNetCore.Components.Rendering;

namespace Bridgewatch.Ui;

/// <summary>Renders its content after the components before it, so that a table knows its columns.</summary>
public sealed class Later : ComponentBase
{
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
