using System.Text.RegularExpressions;
using Bridgewatch.Desk.Email;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Import;

/// <summary>What tickets were called elsewhere, as mails and people still call them.</summary>
internal sealed partial class OldNumbers(BridgewatchDb db)
{
    private const string Zendesk = "zendesk";

    /// <summary>A mail that names more is no answer.</summary>
    private const int MostNamed = 10;

    /// <summary>Systems by the short names with which a number may be typed.</summary>
    private static readonly Dictionary<string, string> s_systems = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zd"] = Zendesk,
        ["zendesk"] = Zendesk,
        ["zammad"] = "zammad",
        ["rt"] = "rt",
    };

    /// <summary>What the mails of a ticket carry, as it is kept: <c>1G7EOR-0Q2J</c> is <c>1G7EOR0Q2J</c>. Null for what is none.</summary>
    public static string? MarkOf(string? written) =>
        written?.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() is { Length: >= 8 and <= 20 } mark && mark.All(char.IsAsciiLetterOrDigit) ? mark : null;

    /// <summary>A number as somebody types it: <c>zd:1042</c>, <c>rt#7</c>, <c>1042</c>. Null for what is none.</summary>
    public static (string? System, string Number)? Typed(string? text)
    {
        if (Number().Match(text?.Trim() ?? "") is not { Success: true } match) return null;
        var system = match.Groups["system"].Value;
        if (system.Length == 0) return (null, match.Groups["number"].Value);
        return s_systems.TryGetValue(system, out var known) ? (known, match.Groups["number"].Value) : null;
    }

    /// <summary>The tickets that a mail names as they were named elsewhere, the surest first. Anybody can write such a name: who does must have a part in it.</summary>
    public async Task<IReadOnlyList<TicketId>> NamedIn(ParsedMail mail, CancellationToken ct)
    {
        var found = new List<TicketId>();
        var marks = Marks(mail).OfType<string>().Distinct().Take(MostNamed).ToList();
        if (marks.Count > 0)
        {
            var byMark = await db.ImportedTickets.AsNoTracking().Where(i => i.Mark != null && marks.Contains(i.Mark)).Select(i => new { i.Mark, i.Ticket }).ToListAsync(ct);
            found.AddRange(byMark.OrderBy(i => marks.IndexOf(i.Mark!)).Select(i => i.Ticket));
        }
        foreach (var (system, number) in Numbers(mail).Distinct().Take(MostNamed))
            found.AddRange(await db.ImportedTickets.AsNoTracking().Where(i => i.Number == number && i.Source.StartsWith(system)).OrderBy(i => i.Source).Select(i => i.Ticket).ToListAsync(ct));
        return [.. found.Distinct()];
    }

    private static IEnumerable<string?> Marks(ParsedMail mail)
    {
        foreach (var id in new[] { mail.InReplyTo }.OfType<string>().Concat(mail.References.Reverse()))
            if (ZendeskMail().Match(id) is { Success: true } own) yield return MarkOf(own.Groups["mark"].Value);
        foreach (var address in mail.DeliveredTo)
            if (ZendeskAddress().Match(address) is { Success: true } plus && !plus.Groups["mark"].Value.All(char.IsAsciiDigit)) yield return MarkOf(plus.Groups["mark"].Value);
        foreach (Match bracket in ZendeskBracket().Matches(mail.Subject)) yield return MarkOf(bracket.Groups["mark"].Value);
        foreach (Match bracket in ZendeskBracket().Matches(mail.Text)) yield return MarkOf(bracket.Groups["mark"].Value);
    }

    private static IEnumerable<(string System, string Number)> Numbers(ParsedMail mail)
    {
        foreach (var address in mail.DeliveredTo)
            if (ZendeskAddress().Match(address) is { Success: true } plus && plus.Groups["mark"].Value.All(char.IsAsciiDigit)) yield return (Zendesk, plus.Groups["mark"].Value);
        foreach (Match token in ZammadSubject().Matches(mail.Subject)) yield return ("zammad", token.Groups["number"].Value);
        foreach (Match token in RtSubject().Matches(mail.Subject)) yield return ("rt", token.Groups["number"].Value);
    }

    [GeneratedRegex(@"\A(?:(?<system>[a-z]{2,8})[:#\s]{1,2})?#?(?<number>[0-9]{1,15})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    // Zendesk's own mails: 1G7EOR0Q2J_5e7a26b2aa4ce_8d63fa69d0cc_sprut@zendesk.com
    [GeneratedRegex(@"\A(?<mark>[A-Z0-9]{8,20})_[^@]{1,200}@(?:[a-z0-9-]+\.)*zendesk\.com\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ZendeskMail();

    [GeneratedRegex(@"\+id(?<mark>[A-Z0-9]{1,15}(?:-[A-Z0-9]{1,14})?)@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ZendeskAddress();

    [GeneratedRegex(@"\[(?<mark>[A-Z0-9]{6}-[A-Z0-9]{4,6})\]", RegexOptions.CultureInvariant)]
    private static partial Regex ZendeskBracket();

    [GeneratedRegex(@"\[Ticket#(?<number>[0-9]{1,15})\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ZammadSubject();

    [GeneratedRegex(@"\[[^\[\]#]{1,80} #(?<number>[0-9]{1,15})\]", RegexOptions.CultureInvariant)]
    private static partial Regex RtSubject();
}
