using MimeKit;

namespace Bridgewatch.Desk.Email;

/// <summary>What a mail reports of deliveries: by RFC 3464, wherever its fields stand, or else in the words of a mail server.</summary>
/// <param name="IsReport">It is a machine's report by its form: of delivery, of reading (RFC 8098) or of abuse (RFC 5965).</param>
/// <param name="Bounces">Without those that were delivered.</param>
internal sealed record DeliveryReports(bool IsReport, IReadOnlyList<Bounce> Bounces)
{
    private const int MostBounces = 1000;

    private static readonly DeliveryReports s_none = new(false, []);

    /// <param name="words">The text of the mail, in which mail servers say in words what the fields say in codes.</param>
    public static DeliveryReports Of(MimeMessage message, string words)
    {
        var type = (message.Body as Multipart)?.ContentType.Parameters["report-type"]?.ToUpperInvariant();
        var parts = message.BodyParts.ToList();
        if (type is "FEEDBACK-REPORT" || parts.Exists(p => p.ContentType.IsMimeType("message", "feedback-report"))) return new(true, []);
        if (type is "DISPOSITION-NOTIFICATION" || parts.Exists(p => p is MessageDispositionNotification)) return new(true, []);
        var groups = parts.OfType<MessageDeliveryStatus>().SelectMany(GroupsOf).Where(IsOfRecipient).Take(MostBounces).ToList();
        if (groups.Count > 0) return new(true, [.. groups.Select(g => ByFields(g, words)).OfType<Bounce>()]);
        if (parts.OfType<MessageDeliveryStatus>().Any() || type is "DELIVERY-STATUS") return new(true, Unnamed(message, words));
        if (!AutomaticMail.IsReturned(message) && !HoldsReport(words)) return s_none;
        // Not typed as a report, or passed on by a person: the fields stand in the text.
        var fields = FieldsIn(words).Take(MostBounces).Select(g => ByFields(g, words)).OfType<Bounce>().ToList();
        if (!AutomaticMail.IsReturned(message)) return new(false, fields);
        return new(false, fields.Count > 0 ? fields : Unnamed(message, words));
    }

    private static IEnumerable<HeaderList> GroupsOf(MessageDeliveryStatus part)
    {
        try
        {
            return [.. part.StatusGroups];
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            return [];
        }
    }

    private static bool IsOfRecipient(HeaderList group) => group.Contains("Final-Recipient") || group.Contains("Original-Recipient") || group.Contains("Action");

    /// <returns>Null for what was delivered.</returns>
    private static Bounce? ByFields(HeaderList group, string words)
    {
        var action = Value(group, "Action")?.Split(' ', '(')[0].ToLowerInvariant() ?? "failed";
        if (action is "delivered" or "relayed" or "expanded") return null;
        var (final, original) = (AddressOf(Value(group, "Final-Recipient")), AddressOf(Value(group, "Original-Recipient")));
        var said = Value(group, "Diagnostic-Code");
        var (kind, text) = said?.IndexOf(';', StringComparison.Ordinal) is >= 0 and var at ? (said[..at].Trim(), said[(at + 1)..].Trim()) : ("", said ?? "");
        var passage = BounceWords.About(words, final, original, text);
        var status = BounceStatus.Of(Value(group, "Status"), text, passage);
        var diagnostic = text.Length > 0 ? text : passage.Diagnostic;
        return new(final ?? original, status, action is "delayed" ? "delayed" : "failed", diagnostic, DeadAddress.Is(status, kind, $"{diagnostic} {passage.Around}", passage.RefusedContent))
        {
            SentTo = original,
        };
    }

    /// <summary>As it stands in the field, since a decoded word would be another address.</summary>
    private static string? Value(HeaderList group, string field)
    {
        var header = group.FirstOrDefault(h => h.Field.Equals(field, StringComparison.OrdinalIgnoreCase));
        return header is null ? null : CleanText.Line(MailCharsetOfField(header)) is { Length: > 0 } value ? value : null;
    }

    private static string MailCharsetOfField(Header header) => System.Text.Encoding.UTF8.GetString(header.RawValue);

    private static string? AddressOf(string? field)
    {
        if (field is null) return null;
        var address = (field.IndexOf(';', StringComparison.Ordinal) is >= 0 and var at ? field[(at + 1)..] : field).Trim().Trim('<', '>', ' ');
        return address.Length == 0 ? null : address;
    }

    private static bool HoldsReport(string words) =>
        words.Contains("Final-Recipient:", StringComparison.OrdinalIgnoreCase) && words.Contains("Diagnostic-Code:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Groups of report fields that stand in a text, quoted or not.</summary>
    private static IEnumerable<HeaderList> FieldsIn(string words)
    {
        HeaderList? group = null;
        foreach (var raw in words.Split('\n'))
        {
            var line = raw.TrimStart('>', ' ').TrimEnd();
            if (line.StartsWith("Final-Recipient:", StringComparison.OrdinalIgnoreCase) && group is not null && group.Contains("Final-Recipient") || line.Length == 0)
            {
                if (group is not null && group.Contains("Final-Recipient")) yield return group;
                group = null;
            }
            if (line.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon)) continue;
            if (line[..colon] is "Final-Recipient" or "Original-Recipient" or "Action" or "Status" or "Diagnostic-Code")
                (group ??= []).Add(line[..colon], line[(colon + 1)..].Trim());
        }
        if (group is not null && group.Contains("Final-Recipient")) yield return group;
    }

    /// <summary>Reports that name nobody in fields.</summary>
    private static IReadOnlyList<Bounce> Unnamed(MimeMessage message, string words)
    {
        var own = BounceWords.BeforeTheMail(words);
        var recipients = BounceWords.Recipients(message, own);
        var isLate = BounceWords.IsOnlyLate($"{message.Subject}\n{own}");
        return [.. recipients.DefaultIfEmpty().Take(MostBounces).Select(recipient =>
        {
            var passage = BounceWords.About(own, recipient, null, "");
            var status = BounceStatus.Of(null, passage.Diagnostic ?? "", passage);
            return new Bounce(recipient, status, isLate ? "delayed" : "failed", passage.Diagnostic, !isLate && DeadAddress.Is(status, "", $"{passage.Diagnostic} {passage.Around}", passage.RefusedContent));
        })];
    }
}
