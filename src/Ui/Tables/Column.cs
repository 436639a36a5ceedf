namespace Bridgewatch.Ui;

/// <summary>A column of a <see cref="DataTable{TItem}"/>: its heading and what stands in a cell.</summary>
public sealed class Column<TItem> : ComponentBase, IDisposable
{
    [CascadingParameter]
    private DataTable<TItem> Table { get; set; } = null!;

    /// <summary>The heading; always given, since it is read aloud even where it is hidden.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The heading is only for those who hear it (marks, portraits).</summary>
    [Parameter]
    public bool HideTitle { get; set; }

    /// <summary>In CSS pixels; without it the column takes what is left.</summary>
    [Parameter]
    public int? Width { get; set; }

    /// <summary>The column leaves on screens narrower than this: 720, 1100, 1200 or 1360.</summary>
    [Parameter]
    public int? Below { get; set; }

    /// <summary>The name under which the page sorts by it; without it the heading is no button.</summary>
    [Parameter]
    public string? SortKey { get; set; }

    /// <summary>Figures: right-aligned, tabular.</summary>
    [Parameter]
    public bool End { get; set; }

    /// <summary>Class of the cells: “mute num”, “mono soft”, “soft small”, “gl” for a mark without padding.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Not shown now (the reader chose so).</summary>
    [Parameter]
    public bool Hidden { get; set; }

    /// <summary>The cell; <c>context</c> is the row.</summary>
    [Parameter]
    public RenderFragment<TItem>? ChildContent { get; set; }

    internal string? Drop => Below is { } width ? $"d{width}" : null;

    public void Dispose() => Table.Remove(this);

    protected override void OnInitialized() => Table.Add(this);

    protected override void OnParametersSet()
    {
        if (Below is not (null or 720 or 1100 or 1200 or 1360))
            throw new ArgumentException($"The column {Title} leaves below {Below}; use 720, 1100, 1200 or 1360.");
    }
}
