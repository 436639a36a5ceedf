using System.Text.RegularExpressions;
using MimeKit;

namespace Bridgewatch.Desk.Email;

/// <summary>Tells mail of machines from mail of people: by RFC 3834 and what came before it, by the head of lists (RFC 2369, RFC 2919), by reports
/// (RFC 3464, RFC 5965, RFC 8098), and by how vacation programs begin their subject.</summary>
internal static class AutomaticMail
{
    /// <summary>A mail that went through so many servers goes in a circle.</summary>
    private const int MostHops = 50;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>With a colon after it or nothing: who asks how to set up an out-of-office reply writes on.</summary>
    private static readonly Regex s_vacation = new(
        @"^\s*(?:(?:re|aw|sv|vs|fwd?)\s*:\s*)?\[?(?:auto(?:matic)?[- ]?(?:reply|response|answer|antwort|svar)|automatische? (?:antwort|antwoord|afwezigheid)|out of (?:the )?office(?: auto-?reply)?|out-of-office|"
        + @"abwesenheits(?:notiz|nachricht|assistent|meldung)|abwesend|réponse automatique|message d['’]absence|absence du bureau|risposta automatica|fuori sede|respuesta automática|fuera de (?:la )?oficina|"
        + @"resposta automática|fora do escritório|afwezigheidsbericht|fraværende|frånvaro|automatiskt svar|automatisk svar|automaattinen vastaus|poissa|odpowiedź automatyczna|automatická odpověď|automatikus válasz|"
        + @"автоматический ответ|автоответ|自動返信|不在通知|自动回复|自動回覆|자동 회신|otomatik yanıt|vacation reply|vacation message|auto)\]?\s*(?:[:：]|$)", Options);

    private static readonly Regex s_daemon = new(@"^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|bounces?)(?:$|[+.=-])", Options);

    private static readonly Regex s_returned = new(
        @"undeliver|returned mail|delivery (?:status|failure|report|has failed|problem)|mail delivery (?:failed|failure|system)|failure notice|non[- ]?remis|could not be delivered|delivery incomplete|"
        + @"unzustellbar|nicht zugestellt|nicht zustellbar|non distribuible|mancato recapito|no se puede entregar|onbestelbaar|nie można dostarczyć|не доставлено|smtp server: errors from|message (?:status|delayed)|warning: could not send", Options);

    /// <param name="own">Our addresses; a token after a plus sign is no part of them.</param>
    /// <param name="report">What its delivery reports say; see <see cref="DeliveryReports"/>.</param>
    public static AutomaticKind KindOf(MimeMessage message, IReadOnlyCollection<string> own, DeliveryReports report)
    {
        var head = message.Headers;
        if (IsOurs(message, own)) return AutomaticKind.Loop;
        if (report.IsReport) return report.Bounces.Count > 0 ? AutomaticKind.Bounce : AutomaticKind.AutoReply;
        if (IsReturned(message)) return AutomaticKind.Bounce;
        if (head.Count(h => h.Id == HeaderId.Received) > MostHops) return AutomaticKind.Loop;
        if (IsAutoReply(message)) return AutomaticKind.AutoReply;
        return IsOfList(head) ? AutomaticKind.List : AutomaticKind.None;
    }

    private static bool IsOurs(MimeMessage message, IReadOnlyCollection<string> own)
    {
        if (own.Count == 0) return false;
        var ours = own.Select(Plain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var writers = message.From.Mailboxes.Select(m => m.Address).Append(message.Sender?.Address).Append(message.Headers["X-Loop"]?.Trim().Trim('<', '>'));
        return writers.Any(w => w is not null && ours.Contains(Plain(w)));
    }

    /// <summary>Without the token after a plus sign.</summary>
    public static string Plain(string address)
    {
        var (at, plus) = (address.LastIndexOf('@'), address.IndexOf('+', StringComparison.Ordinal));
        return (plus > 0 && plus < at ? address[..plus] + address[at..] : address).Trim().ToLowerInvariant();
    }

    /// <summary>A mail server gives a mail back, in words of its own.</summary>
    public static bool IsReturned(MimeMessage message)
    {
        var isDaemon = WriterOf(message) is { } from && s_daemon.IsMatch(from[..Math.Max(0, from.LastIndexOf('@') is var at && at >= 0 ? at : from.Length)]);
        var saysSo = s_returned.IsMatch(Short(message.Subject));
        return isDaemon && (saysSo || HasNoSender(message)) || saysSo && HasNoSender(message);
    }

    /// <summary>Also what is no whole address, such as MAILER-DAEMON alone.</summary>
    private static string? WriterOf(MimeMessage message) =>
        message.From.Mailboxes.FirstOrDefault()?.Address is { Length: > 0 } address ? address
        : message.Headers[HeaderId.From] is { } field && field.Contains("MAILER-DAEMON", StringComparison.OrdinalIgnoreCase) ? "mailer-daemon" : null;

    private static bool HasNoSender(MimeMessage message) => message.Headers[HeaderId.ReturnPath]?.Trim() is "<>";

    private static bool IsAutoReply(MimeMessage message)
    {
        var head = message.Headers;
        if (Value(head, "Auto-Submitted") is { Length: > 0 } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase)) return true;
        if (Value(head, "X-Auto-Response-Suppress") is { } suppress && (Has(suppress, "all") || Has(suppress, "oof") || Has(suppress, "autoreply"))) return true;
        if (head.Contains("X-Autoreply") || head.Contains("X-Autorespond") || head.Contains("X-Auto-Reply-From") || head.Contains("X-Mail-Autoreply")) return true;
        if (Value(head, "X-Autogenerated") is not null || Value(head, "X-Vacation") is not null) return true;
        if (Value(head, "Precedence") is { } precedence && (Has(precedence, "auto_reply") || Has(precedence, "auto-reply"))) return true;
        if (Value(head, "X-Precedence") is { } older && Has(older, "auto_reply")) return true;
        if (Value(head, "X-POST-MessageClass") is { } post && Has(post, "autoresponder") || Value(head, "Delivered-To") is { } delivered && delivered.Equals("Autoresponder", StringComparison.OrdinalIgnoreCase)) return true;
        return s_vacation.IsMatch(Short(message.Subject)) || HasNoSender(message);
    }

    private static bool IsOfList(HeaderList head)
    {
        if (head.Contains(HeaderId.ListId) || head.Contains(HeaderId.ListPost) || head.Contains(HeaderId.ListUnsubscribe) || head.Contains("Mailing-List") || head.Contains("X-Mailing-List")) return true;
        return Value(head, "Precedence") is { } precedence && (Has(precedence, "list") || Has(precedence, "bulk") || Has(precedence, "junk"));
    }

    private static string? Value(HeaderList head, string field) => head[field]?.Trim();

    private static bool Has(string value, string word) => value.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Short(string? text) => text is null ? "" : text.Length > 300 ? text[..300] : text;
}
