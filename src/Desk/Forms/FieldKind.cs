namespace Bridgewatch.Desk.Forms;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>Words.</summary>
    Text,
    Number,

    /// <summary>A day: 2026-03-27.</summary>
    Date,

    /// <summary>One of a list.</summary>
    Choice,

    /// <summary>One of a list, then one of what stands below it: Hardware/Printer.</summary>
    CascadingChoice,

    /// <summary>One of ours, by handle.</summary>
    Person,

    /// <summary>A part of the architecture, by path.</summary>
    Component,

    /// <summary>Ticked or not. Where it is required it must be ticked.</summary>
    CheckBox,
}

/// <summary>When a field is asked for. From then on it is missing while it is empty.</summary>
public enum FieldMoment
{
    /// <summary>When the ticket is opened.</summary>
    Opening,

    /// <summary>When it is resolved.</summary>
    Resolving,

    /// <summary>Before it is closed; the dialog that resolves does not ask for it.</summary>
    Closing,
}

/// <summary>Who reads a field.</summary>
public enum FieldReaders
{
    Agents,

    /// <summary>The requester too.</summary>
    Customers,
}

/// <summary>Who gives a field its value.</summary>
public enum FieldEditors
{
    /// <summary>Whoever may change the ticket.</summary>
    Agents,

    /// <summary>The requester when they ask, and agents.</summary>
    Customers,

    /// <summary>Those who may correct records.</summary>
    Leads,
}

/// <summary>One of the values of a choice.</summary>
/// <param name="Name">As it is shown and kept.</param>
/// <param name="Choices">What is chosen from next; null where this is enough.</param>
public sealed record FieldChoice(string Name, IReadOnlyList<FieldChoice>? Choices = null)
{
    /// <summary>Between the steps of a cascading choice.</summary>
    public const char Separator = '/';

    public const int LongestName = 80;

    /// <summary>Of one field, at all depths together.</summary>
    public const int Most = 300;

    /// <summary>Steps of a cascading choice.</summary>
    public const int Deepest = 4;
}
