using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Bulk;

/// <summary>What is done to many tickets: to each by its own command, with its own rights.</summary>
public abstract record BulkDeed
{
    private protected BulkDeed()
    {
    }

    /// <returns>The approval that it waits for; null when it is done.</returns>
    internal abstract Task<ApprovalId?> Do(Commands commands, TicketResource ticket, CancellationToken ct);

    /// <summary>Puts it back as it was before.</summary>
    /// <returns>The approval that it waits for; null when it is done.</returns>
    internal abstract Task<ApprovalId?> Undo(Commands commands, TicketResource before, CancellationToken ct);

    /// <summary>False for what is done for good.</summary>
    internal virtual bool CanBeUndone => true;
}

/// <summary>Gives them to a person, a queue or a tier.</summary>
/// <param name="Queue">A queue's slug.</param>
public sealed record AssignMany(PersonId? Person = null, string? Queue = null, SupportTier? Tier = null) : BulkDeed
{
    internal override async Task<ApprovalId?> Do(Commands commands, TicketResource ticket, CancellationToken ct)
    {
        await commands.Send(new AssignTicket(ticket.Number, Person, Queue, Tier: Tier), ct);
        return null;
    }

    internal override async Task<ApprovalId?> Undo(Commands commands, TicketResource before, CancellationToken ct)
    {
        if (Queue is not null || Tier is not null) await commands.Send(new AssignTicket(before.Number, Queue: before.Queue, Tier: before.Tier), ct);
        if (before.Assignee is { } person) await commands.Send(new AssignTicket(before.Number, Person: person.Id, EvenIfAway: true), ct);
        else if (Person is not null) await commands.Send(new UnassignTicket(before.Number), ct);
        return null;
    }
}

/// <summary>Adds labels and takes others away.</summary>
public sealed record LabelMany(IReadOnlyList<string>? Add = null, IReadOnlyList<string>? Remove = null) : BulkDeed
{
    internal override async Task<ApprovalId?> Do(Commands commands, TicketResource ticket, CancellationToken ct)
    {
        await commands.Send(new ChangeTicket(ticket.Number, Relabel: new(Add ?? [], Remove ?? [])), ct);
        return null;
    }

    internal override async Task<ApprovalId?> Undo(Commands commands, TicketResource before, CancellationToken ct)
    {
        var (added, removed) = (TicketWordLists.Labels(Add) ?? [], TicketWordLists.Labels(Remove) ?? []);
        await commands.Send(new ChangeTicket(before.Number, Relabel: new([.. removed.Intersect(before.Labels)], [.. added.Except(before.Labels)])), ct);
        return null;
    }
}

/// <summary>Sets a priority against the score; without one they follow it again.</summary>
public sealed record PrioritiseMany(Priority? Priority, string Reason) : BulkDeed
{
    internal override async Task<ApprovalId?> Do(Commands commands, TicketResource ticket, CancellationToken ct) =>
        await commands.Send(new OverridePriority(ticket.Number, Priority, Reason), ct);

    internal override async Task<ApprovalId?> Undo(Commands commands, TicketResource before, CancellationToken ct) =>
        await commands.Send(new OverridePriority(before.Number, before.PriorityOverridden ? before.Priority : null, RuleTexts.Of<DeskTexts>("bulk.undone-because")), ct);
}

/// <summary>Says the same in fields of all of them.</summary>
/// <param name="Fields">Those that are named; null empties one.</param>
public sealed record FillMany(IReadOnlyDictionary<string, JsonElement> Fields) : BulkDeed
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement((string?)null);

    internal override async Task<ApprovalId?> Do(Commands commands, TicketResource ticket, CancellationToken ct)
    {
        await commands.Send(new ChangeTicket(ticket.Number, Fields: new(Fields)), ct);
        return null;
    }

    internal override async Task<ApprovalId?> Undo(Commands commands, TicketResource before, CancellationToken ct)
    {
        var said = Fields.Keys.ToDictionary(key => key, key => before.Fields.TryGetValue(key, out var value) ? value : Nothing);
        await commands.Send(new ChangeTicket(before.Number, Fields: new(said)), ct);
        return null;
    }
}

/// <summary>Declares them solved. Requesters are told, which nothing takes back.</summary>
/// <param name="Fields">What is said in fields of all of them.</param>
public sealed record ResolveMany(ResolutionCode Code, string Note, IReadOnlyDictionary<string, JsonElement>? Fields = null) : BulkDeed
{
    internal override async Task<ApprovalId?> Do(Commands commands, TicketResource ticket, CancellationToken ct)
    {
        await commands.Send(new ResolveTicket(ticket.Number, Code, Note, Fields: Fields), ct);
        return null;
    }

    internal override async Task<ApprovalId?> Undo(Commands commands, TicketResource before, CancellationToken ct)
    {
        await commands.Send(new ReopenTicket(before.Number), ct);
        if (before.Status is not (TicketStatus.New or TicketStatus.Open)) await commands.Send(new ChangeTicket(before.Number, Status: before.Status), ct);
        return null;
    }
}

/// <summary>Closes them as spam or duplicates, for good.</summary>
public sealed record CloseMany(ClosureReason Reason) : BulkDeed
{
    internal override bool CanBeUndone => false;

    internal override async Task<ApprovalId?> Do(Commands commands, TicketResource ticket, CancellationToken ct)
    {
        await commands.Send(new CloseTicket(ticket.Number, Reason), ct);
        return null;
    }

    internal override Task<ApprovalId?> Undo(Commands commands, TicketResource before, CancellationToken ct) => throw new InvalidOperationException("What is closed stays closed.");
}
