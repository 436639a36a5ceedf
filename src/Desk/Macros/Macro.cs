using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Macros;

/// <summary>A text that is written often, with what usually goes with it. Whoever uses it sees it filled in for their ticket, and changes it before it goes.</summary>
public sealed class Macro : Aggregate
{
    public const int LongestName = 80;

    /// <summary>So many are in use at once.</summary>
    public const int Most = 500;

    private Macro()
    {
    }

    public MacroId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What it writes: a reply to the requester, or a note.</summary>
    public MacroKind Kind { get; private set; }

    /// <summary>Markdown, as a Liquid template; <see cref="MacroTemplate"/> has the names.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The status that is proposed after a reply; null leaves it.</summary>
    public TicketStatus? Then { get; private set; }

    /// <summary>Labels that the ticket gets with it, with blanks between.</summary>
    public string AddLabels { get; private set; } = "";

    /// <summary>Labels that the ticket loses with it, with blanks between.</summary>
    public string RemoveLabels { get; private set; } = "";

    /// <summary>The team that has it; null where everybody has.</summary>
    public TeamId? Team { get; private set; }

    /// <summary>Since when nobody uses it any more; null while it is in use.</summary>
    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("macro", Id.Value);

    private MacroContent Content => new(Name, Kind, Body, Then, AddLabels, RemoveLabels, Team);

    internal static Macro Add(MacroContent content)
    {
        var macro = new Macro { Id = MacroId.New() };
        macro.Hold(content);
        macro.Record(new MacroAdded(macro.Id, macro.Kind, macro.Team));
        return macro;
    }

    internal void Change(MacroContent content)
    {
        if (content == Content) return;
        Hold(content);
        Record(new MacroChanged(Id, Kind, Team));
    }

    internal void Archive(Instant at)
    {
        if (ArchivedAt is not null) return;
        ArchivedAt = at;
        Record(new MacroArchived(Id));
    }

    private void Hold(MacroContent content) =>
        (Name, Kind, Body, Then, AddLabels, RemoveLabels, Team) = (content.Name, content.Kind, content.Body, content.Then, content.AddLabels, content.RemoveLabels, content.Team);
}

/// <summary>What a macro writes.</summary>
public enum MacroKind
{
    /// <summary>A reply to the requester.</summary>
    Reply,

    /// <summary>A note, which no customer sees.</summary>
    Note,
}

/// <summary>What a macro is.</summary>
internal sealed record MacroContent(
    string Name, MacroKind Kind, string Body, TicketStatus? Then, string AddLabels, string RemoveLabels, TeamId? Team);

/// <summary>There is a macro. Name and text stand in its table.</summary>
/// <param name="Team">That has it; null where everybody has.</param>
[JournalType("desk.macro.added.v1")]
public sealed record MacroAdded(MacroId Macro, MacroKind Kind, TeamId? Team) : JournalEvent;

/// <summary>A macro says or does something else, or others have it.</summary>
[JournalType("desk.macro.changed.v1")]
public sealed record MacroChanged(MacroId Macro, MacroKind Kind, TeamId? Team) : JournalEvent;

/// <summary>Nobody uses a macro any more.</summary>
[JournalType("desk.macro.archived.v1")]
public sealed record MacroArchived(MacroId Macro) : JournalEvent;

/// <summary>A message was written with a macro.</summary>
/// <param name="Whole">The message is what the macro says for the ticket, and nothing else.</param>
/// <param name="AddedLabels">That the ticket did not have before.</param>
/// <param name="RemovedLabels">That it had.</param>
[JournalType("desk.ticket.macro-used.v1")]
public sealed record MacroUsed(TicketId Ticket, MacroId Macro, MessageId Message, bool Whole, IReadOnlyList<string> AddedLabels, IReadOnlyList<string> RemovedLabels) : JournalEvent;
