using System.Text.RegularExpressions;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What labels look like: lower-case words of letters, digits, dots and hyphens.</summary>
internal static partial class TicketWordLists
{
    public const int MostLabels = 30;

    public static bool IsLabel(string? label) => label is not null && Label().IsMatch(label.Trim().ToLowerInvariant());

    /// <summary>Trimmed, in lower case, each once; null stays null.</summary>
    public static IReadOnlyCollection<string>? Labels(IReadOnlyList<string>? labels) =>
        labels?.Select(l => l.Trim().ToLowerInvariant()).Distinct().Take(MostLabels).ToList();

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}.:_-]{0,79}$", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
