using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>One customer's problem, from the first message to the day it is closed.</summary>
/// <remarks>Its capabilities stand in files of their own: conversation, assignment, impact, status, resolution, diagnosis.</remarks>
public sealed partial class Ticket : Aggregate
{
    public const int LongestSubject = 300;

    private Ticket()
    {
    }

    public TicketId Id { get; private set; }

    public TicketNumber Number { get; private set; }

    public string Subject { get; private set; } = "";

    public TicketType Type { get; private set; }

    /// <summary>By which channel it came; each message has its own.</summary>
    public Channel Channel { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>Who asked; null for what a monitor reported.</summary>
    public ContactId? Requester { get; private set; }

    public OrganizationId? Organization { get; private set; }

    /// <summary>The organization's region when the ticket was opened or its organization changed.</summary>
    public string? Region { get; private set; }

    public BrandId Brand { get; private set; }

    public ComponentId? Component { get; private set; }

    /// <summary>The language the requester writes in, as a BCP 47 tag; null when unknown.</summary>
    public string? Language { get; private set; }

    /// <summary>The closed ticket that this one goes on from: it told of the same. Null for all others.</summary>
    public TicketNumber? Follows { get; private set; }

    public Instant OpenedAt { get; private set; }

    /// <summary>When anything last happened to it.</summary>
    public Instant UpdatedAt { get; private set; }

    public ICollection<TicketCode> Codes { get; private set; } = [];

    public ICollection<TicketLabel> Labels { get; private set; } = [];

    public override Subject About => new("ticket", Id.Value);

    /// <summary>Where permissions on it are held.</summary>
    public Place Place => new(Team, Queue, Organization, Region, Brand);

    /// <summary>Opens it, scores it and ranks it.</summary>
    /// <param name="first">Writes the message that opens it.</param>
    /// <param name="mentions">People who are named in it and should see it.</param>
    internal static (Ticket Ticket, Message First) Open(
        TicketNumber number, Opening opening, ImpactSettings impact, PatienceSettings patience, Func<TicketId, Message> first, IReadOnlyList<PersonId> mentions)
    {
        var ticket = new Ticket
        {
            Id = TicketId.New(),
            Number = number,
            Subject = opening.Subject,
            Type = opening.Type,
            Channel = opening.Channel,
            Origin = opening.Origin,
            Requester = opening.Requester,
            Organization = opening.Organization,
            Region = opening.Region,
            Brand = opening.Brand,
            Component = opening.Component,
            Language = opening.Language,
            Follows = opening.Follows,
            OpenedAt = opening.At,
            UpdatedAt = opening.WrittenAt ?? opening.At,
            StatusSince = opening.At,
            Queue = opening.Queue,
            Team = opening.Team,
            Tier = opening.Tier,
            FirstRoute = new(opening.Queue, opening.Tier, opening.Component),
            Severity = opening.Inputs.Severity,
            Workaround = opening.Inputs.Workaround,
            Affected = opening.Affected,
            RoutedPriority = opening.Priority,
            Recurrences = opening.Inputs.Recurrences ?? 0,
        };
        foreach (var code in opening.Codes) ticket.Codes.Add(new(ticket.Id, code, opening.At));
        foreach (var label in opening.Labels) ticket.Labels.Add(new(ticket.Id, label));
        ticket.Score(ImpactScore.Of(opening.Inputs, impact), impact.Cuts, patience);
        var message = first(ticket.Id);
        ticket.OpenedWith(message);
        ticket.Record(new TicketOpened(
            ticket.Id, number, opening.Type, opening.Channel, opening.Requester, opening.Organization, opening.Brand, opening.Component,
            opening.Queue, opening.Tier, ticket.Priority, ticket.ImpactPoints, [.. opening.Codes], [.. opening.Labels], opening.Language,
            opening.Follows, message.Id, mentions, message.Hash(), message.At), opening.At);
        return (ticket, message);
    }

    /// <summary>Everything that happens to it passes here: it is touched, and its place in the queue is kept right.</summary>
    private void Happened(JournalEvent fact, Instant at)
    {
        UpdatedAt = Instant.Max(UpdatedAt, at);
        Record(fact, at);
    }
}

/// <summary>What is known when a ticket is opened.</summary>
/// <param name="At">Since when it waits: when its requester said it.</param>
internal sealed record Opening(
    string Subject, TicketType Type, Channel Channel, Origin Origin, Instant At, BrandId Brand, QueueId Queue, TeamId? Team, SupportTier Tier,
    ImpactInputs Inputs, IReadOnlyCollection<string> Codes, IReadOnlyCollection<string> Labels)
{
    public ContactId? Requester { get; init; }

    public OrganizationId? Organization { get; init; }

    public string? Region { get; init; }

    public ComponentId? Component { get; init; }

    public string? Language { get; init; }

    /// <summary>What a routing rule says; null where none does.</summary>
    public Priority? Priority { get; init; }

    /// <summary>Customers or people hit, as told; what is counted from subscriptions stands in the inputs alone.</summary>
    public int? Affected { get; init; }

    /// <summary>The closed ticket that this one goes on from.</summary>
    public TicketNumber? Follows { get; init; }

    /// <summary>When it is written down, where it waits since before that.</summary>
    public Instant? WrittenAt { get; init; }
}

/// <summary>An error code that a ticket speaks of. The time of opening stands here too: recurrence is counted by code and time.</summary>
public sealed record TicketCode(TicketId Ticket, string Code, Instant OpenedAt);

public sealed record TicketLabel(TicketId Ticket, string Label);

/// <summary>A ticket was opened. Subject and text stand in their tables.</summary>
/// <param name="Follows">The closed ticket that it goes on from.</param>
/// <param name="Message">The first message.</param>
/// <param name="Mentions">People who are named in it, where one of ours wrote it for colleagues.</param>
/// <param name="Hash">SHA-256 of its text.</param>
/// <param name="SaidAt">When it was said, of mail: received, where that was before this was written; null in entries that are older than this member.</param>
[JournalType("desk.ticket.opened.v1")]
public sealed record TicketOpened(
    TicketId Ticket, TicketNumber Number, TicketType Type, Channel Channel, ContactId? Requester, OrganizationId? Organization, BrandId Brand,
    ComponentId? Component, QueueId Queue, SupportTier Tier, Priority Priority, int Impact, IReadOnlyList<string> Codes,
    IReadOnlyList<string> Labels, string? Language, TicketNumber? Follows, MessageId Message, IReadOnlyList<PersonId> Mentions, string Hash, Instant? SaidAt = null) : JournalEvent;
