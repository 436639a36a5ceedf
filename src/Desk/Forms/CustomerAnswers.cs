using System.Text;
using System.Text.Json;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Forms;

/// <summary>Reads what a customer says in the fields of a plain form. They are refused nothing: what no field can hold is kept in words.</summary>
internal sealed class CustomerAnswers(TicketForms forms, FieldCatalogue fields, FieldReader reader)
{
    /// <param name="answers">As they were typed, by key; what is not asked of customers is passed over.</param>
    /// <returns>What can stand in fields, and what cannot, in Markdown to be put below the message.</returns>
    public async Task<(IReadOnlyDictionary<string, JsonElement> Fields, string Unread)> Read(IReadOnlyDictionary<string, string>? answers, CancellationToken ct)
    {
        if (answers is not { Count: > 0 }) return (TicketFields.None, "");
        var (read, unread, known) = (new Dictionary<string, JsonElement>(), new StringBuilder(), await fields.All(ct));
        foreach (var asked in await forms.ForOpening(TicketType.Question, ct))
        {
            if (!answers.TryGetValue(asked.Key, out var typed) || string.IsNullOrWhiteSpace(typed)) continue;
            var findings = new FieldFindings();
            var value = await reader.Read(known.Field(asked.Key)!, FieldReader.Typed(asked.Kind, typed), findings, ct);
            if (findings.IsOn($"fields.{asked.Key}") || typed.Length > TicketFields.Longest) unread.Append("\n\n**").Append(Verbatim.InMarkdown(asked.Name)).Append(":** ").Append(Verbatim.InMarkdown(typed.Trim()));
            else read[asked.Key] = value;
        }
        return (read, unread.ToString());
    }

    /// <summary>What was said in fields that customers are asked for, and nothing else.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Asked(IReadOnlyDictionary<string, string>? answers, CancellationToken ct)
    {
        if (answers is not { Count: > 0 }) return new Dictionary<string, string>();
        var asked = (await forms.ForOpening(TicketType.Question, ct)).Select(f => f.Key).ToHashSet();
        return answers.Where(a => asked.Contains(a.Key) && !string.IsNullOrWhiteSpace(a.Value) && !a.Value.Contains('\0', StringComparison.Ordinal)).ToDictionary(a => a.Key, a => a.Value);
    }

    /// <summary>As much of it as a message has room for.</summary>
    public static string Below(string body, string unread) => body + unread[..Math.Clamp(Message.LongestBody - body.Length, 0, unread.Length)];
}
