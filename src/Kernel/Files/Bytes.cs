using System.Globalization;

namespace Bridgewatch.Kernel;

/// <summary>Sizes in words.</summary>
public static class Bytes
{
    /// <summary><c>48 KB</c>, <c>2.5 MB</c>: of a thousand each, as mail programs count them.</summary>
    public static string Say(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000.0:0} KB"),
        < 1_000_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:0.#} MB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000_000.0:0.#} GB"),
    };
}
