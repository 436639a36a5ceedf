using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Forms;

/// <summary>What a field is, but for its key: all that can be changed later, and its kind, which cannot.</summary>
/// <param name="Name">As people read it.</param>
/// <param name="Choices">For choices alone.</param>
/// <param name="Help">What helps to answer.</param>
/// <param name="Default">With what it is prefilled where it is asked for, as one would type it; doors without a form leave it empty.</param>
/// <param name="Types">Tickets of these types have it; empty for all.</param>
/// <param name="Asked">When it is asked for.</param>
/// <param name="Required">Empty, it is listed as missing from then on, and the ticket is not ready to be closed.</param>
/// <param name="When">Which tickets have it, in the query language; empty for all of its types.</param>
public sealed record FieldDefinition(
    string Name, FieldKind Kind, IReadOnlyList<FieldChoice> Choices, string Help, string? Default, FieldReaders SeenBy, FieldEditors EditedBy,
    IReadOnlyList<TicketType> Types, FieldMoment Asked, bool Required, string When)
{
    public const int LongestName = 80;

    public const int LongestHelp = 500;

    public const int LongestCondition = 1_000;

    internal bool IsFor(TicketType type) => Types.Count == 0 || Types.Contains(type);

    /// <summary>All values that a choice can have, in order: of a cascading one the whole ways, <c>Hardware/Printer</c>.</summary>
    internal IEnumerable<string> Values => Ways(Choices, "");

    private static IEnumerable<string> Ways(IReadOnlyList<FieldChoice> choices, string above) => choices.SelectMany(choice =>
        choice.Choices is { Count: > 0 } below ? Ways(below, above + choice.Name + FieldChoice.Separator) : [above + choice.Name]);
}
