using System.Text.RegularExpressions;

namespace Bridgewatch.Desk.Email;

/// <summary>The enhanced status code of a failed delivery (RFC 3463).</summary>
internal static class BounceStatus
{
    private static readonly Regex s_code = new(@"(?:^|[^0-9.])(?<code>[45]\.[0-7]\.[0-9]{1,3})(?:$|[^0-9.]|\.(?:$|[^0-9]))", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>What the other side itself said is nearer to the cause than the field, into which servers write their own summary.</summary>
    /// <param name="field">The report's Status field; null without one.</param>
    /// <returns>Null when no code is given.</returns>
    public static string? Of(string? field, string diagnostic, BouncePassage passage)
    {
        var stated = field is null ? null : CodeIn(field);
        var said = CodeIn(diagnostic) ?? (stated is null ? CodeIn(passage.Around) : null);
        var nearest = said is not null && !IsVague(said) ? said : stated ?? said;
        // A summary that says nothing may be told more exactly in the dialogue.
        return nearest is not null && IsVague(nearest) && CodeIn(passage.Around) is { } told && told[0] == nearest[0] ? told : nearest;
    }

    public static string? CodeIn(string text) => s_code.Match(text) is { Success: true } match ? match.Groups["code"].Value : null;

    private static bool IsVague(string code) => code.EndsWith(".0.0", StringComparison.Ordinal);
}
