using System.Globalization;

namespace Bridgewatch.Kernel.Search;

/// <summary>How far a node is with an index that it was asked to make anew, as its files say: for the command line beside it.</summary>
/// <param name="IsDone">The index is the one that was asked for.</param>
/// <param name="Done">Things in the index that is being made; null when none is.</param>
public sealed record SearchProgress(bool IsDone, long? Done, long? Total)
{
    public static SearchProgress Of(SearchPlace place, Guid rebuild)
    {
        if (SearchFile.Peek(place.File, "rebuild") == rebuild.ToString()) return new(true, null, null);
        var part = place.File + ".part";
        return SearchFile.Peek(part, "rebuild") == rebuild.ToString() ? new(false, Number(SearchFile.Peek(part, "done")), Number(SearchFile.Peek(part, "total"))) : new(false, null, null);
    }

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
