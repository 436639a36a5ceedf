using System.Text.RegularExpressions;

namespace Bridgewatch.Desk.Email;

/// <summary>Tells by the code and the words of a mail server whether an address is dead for good: unknown user, unknown host, moved, takes no mail.</summary>
/// <remarks>A policy, a size, a content, a full or a locked mailbox and a server that is away say nothing of the address, also with a code of 5. Words go before
/// the code: servers put refusals of every kind under 5.1.1 and 5.0.0.</remarks>
internal static class DeadAddress
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_unknown = new(
        @"user (?:is )?(?:unknown|not (?:found|known))|unknown (?:user|recipient|mailbox|local|address|account)|no such (?:user|mailbox|recipient|address|person|account|domain)|recipient (?:address )?(?:not found|unknown|does not exist)|recipnotfound|"
        + @"not our (?:user|customer)|(?:user|account|mailbox|address|recipient|you tried to reach)[^.]{0,60}(?:does not|doesn['’]t) exist|doesn['’]t have an? .{1,60} account|invalid (?:recipient|mailbox|address|user)|destinataire invalide|"
        + @"no (?:mailbox|user|account) (?:here )?(?:by|with) that name|not a (?:known|valid) (?:user|mailbox|recipient)|address(?:ee)? (?:unknown|rejected)|no longer (?:on server|valid|exists|in use|employed|works)|has moved|recipient address rejected|"
        + @"(?:address|mailbox) (?:could|can)(?: ?not|['’]t) be found|wasn['’]t found at|couldn['’]t be found|no mx|unbekannter? (?:empfänger|benutzer)|empfänger unbekannt", Options);

    private static readonly Regex s_noHost = new(
        @"host (?:unknown|not found)|unknown host|(?:host or )?domain(?: name)? (?:not found|does(?: not|n['’]t) exist)|host does not accept mail|domain .{0,80}(?:does not accept|no longer accepts) mail|nullmx|null mx|no such domain|name or service not known|nxdomain", Options);

    /// <summary>Said of us or of the mail, not of the address.</summary>
    private static readonly Regex s_notTheAddress = new(
        @"spam|blocked|black ?list|blocklist|block list|reputation|policy|polic(?:y|ies) reasons|dmarc|\bspf\b|dkim|authentica|relay|virus|content|too (?:large|big|many)|size (?:limit|exceeds)|quota|mailbox (?:is )?full|over ?quota|"
        + @"storage|disk space|rate|throttl|tempor|try again|timed? ?out|sender address|domain of sender|sender domain|mail from|from: header|disabled|suspended|frozen|inactive|locked|discontinued|not accepting (?:connections|messages)|"
        + @"not verified|malformed|unexpected name server|connection (?:refused|rate)|greylist|multiple addresses", Options);

    /// <summary>Of the address, whenever it is said.</summary>
    private static readonly Regex s_surelyTheAddress = new(@"account|mailbox|invalid recipient", Options);

    /// <param name="kind">The type of the diagnostic; <c>x-unix</c> is a program on the other machine.</param>
    /// <param name="words">What was said of this address.</param>
    /// <param name="refusedContent">The address had been taken, and the mail itself was refused.</param>
    public static bool Is(string? status, string kind, string words, bool refusedContent)
    {
        // A program that delivers says what went wrong with it; 67 is "no such user" among the exit codes of sendmail.
        if (kind.Equals("x-unix", StringComparison.OrdinalIgnoreCase)) return words.TrimStart().StartsWith("67", StringComparison.Ordinal);
        var code = status is { Length: > 2 } ? status[2..] : "";
        var (saysUnknown, saysNoHost, saysOther) = (s_unknown.IsMatch(words), s_noHost.IsMatch(words), s_notTheAddress.IsMatch(words));
        if (saysNoHost && !words.Contains("sender", StringComparison.OrdinalIgnoreCase)) return !words.Contains("try again", StringComparison.OrdinalIgnoreCase);
        if (code is "7.27" or "1.10") return true;
        if (code is "1.7" or "1.8" or "7.26") return false;
        if (saysUnknown && code is "1.1" or "1.6") return true;
        if (refusedContent && !code.StartsWith("1.", StringComparison.Ordinal) && !s_surelyTheAddress.IsMatch(words)) return false;
        if (saysUnknown) return code.Length == 0 || code[0] is '0' or '1' or '5' || code is "2.1" or "4.1";
        if (saysOther) return false;
        return code is "1.0" or "1.1" or "1.2" or "1.3" or "1.6";
    }
}
