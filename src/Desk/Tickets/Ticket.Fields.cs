using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>What a form or a program said beside the fields that every ticket has, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; private set; } = TicketFields.None;

    /// <summary>Fills in those that are named and leaves the rest; null empties one.</summary>
    internal void Fill(IReadOnlyDictionary<string, JsonElement> given, Instant at)
    {
        var filled = new SortedDictionary<string, JsonElement>(Fields.ToDictionary(), StringComparer.Ordinal);
        var changed = new List<string>();
        foreach (var (name, value) in given.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var isThere = filled.TryGetValue(name, out var before);
            if (value.ValueKind == JsonValueKind.Null ? !isThere : isThere && JsonElement.DeepEquals(before, value)) continue;
            if (value.ValueKind == JsonValueKind.Null) filled.Remove(name);
            else filled[name] = value.Clone();
            changed.Add(name);
        }
        if (changed.Count == 0) return;
        if (filled.Count > TicketFields.Most) throw new Invalid("fields", $"A ticket has at most {TicketFields.Most} fields.");
        Fields = filled;
        Happened(new TicketFieldsChanged(Id, changed), at);
    }
}

/// <summary>Fields of a ticket got another value, or lost it. What they say stands in the ticket.</summary>
[JournalType("desk.ticket.fields-changed.v1")]
public sealed record TicketFieldsChanged(TicketId Ticket, IReadOnlyList<string> Names) : JournalEvent;

/// <summary>What fields may be called and hold: text, numbers, yes or no. Forms will say which ones a ticket must have.</summary>
internal static partial class TicketFields
{
    public const int Most = 50;

    /// <summary>Of one text.</summary>
    public const int Longest = 2_000;

    public static readonly IReadOnlyDictionary<string, JsonElement> None = new Dictionary<string, JsonElement>();

    public static readonly ValueConverter<IReadOnlyDictionary<string, JsonElement>, string> Stored =
        new(fields => KernelJson.Write(fields), text => KernelJson.Read<IReadOnlyDictionary<string, JsonElement>>(text));

    public static readonly ValueComparer<IReadOnlyDictionary<string, JsonElement>> Compared =
        new((a, b) => KernelJson.Write(a) == KernelJson.Write(b), fields => KernelJson.Write(fields).GetHashCode(StringComparison.Ordinal), fields => fields);

    public static void Fields<T>(this IRuleBuilder<T, IReadOnlyDictionary<string, JsonElement>?> rule) => rule
        .Must(fields => fields is null || fields.Keys.All(n => Name.IsMatch(n))).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.field-name"))
        .Must(fields => fields is null || fields.Values.All(IsPlain)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.field-value", Longest))
        .Must(fields => fields is null || fields.Count <= Most).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.most-fields", Most));

    private static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length <= Longest,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
        _ => false,
    };

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,59}\z")]
    private static partial Regex Name { get; }
}
