namespace Bridgewatch.Ui;

/// <summary>Puts class names together, leaving out what is empty.</summary>
internal static class Css
{
    public static string? Join(params ReadOnlySpan<string?> names)
    {
        string? joined = null;
        foreach (var name in names)
            if (!string.IsNullOrEmpty(name))
                joined = joined is null ? name : $"{joined} {name}";
        return joined;
    }
}
