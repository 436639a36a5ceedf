using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>Component and cause, confirmed by somebody; null while unknown.</summary>
    public Diagnosis? Diagnosis { get; private set; }

    /// <param name="cause">The note that says what the cause is.</param>
    /// <param name="mentions">People who are named in it and should see it.</param>
    internal void Diagnose(ComponentId component, Message cause, IReadOnlyList<PersonId> mentions, PersonId by, PatienceSettings patience, Instant at)
    {
        Begin(patience, at);
        Diagnosis = new(component, cause.Id, by, at);
        Component = component;
        Happened(new TicketDiagnosed(Id, component, cause.Id, at - OpenedAt, mentions, cause.Hash()), at);
    }

    /// <summary>Corrects subject, type or component.</summary>
    internal void Describe(string subject, TicketType type, ComponentId? component, Instant at)
    {
        if ((Subject, Type, Component) == (subject, type, component)) return;
        var renamed = Subject != subject;
        (Subject, Type, Component) = (subject, type, component);
        Happened(new TicketDescribed(Id, type, component, renamed), at);
    }

    /// <summary>Sets labels and codes to exactly these.</summary>
    internal void Mark(IReadOnlyCollection<string> labels, IReadOnlyCollection<string> codes, Instant at)
    {
        if (Labels.Select(l => l.Label).ToHashSet().SetEquals(labels) && Codes.Select(c => c.Code).ToHashSet().SetEquals(codes)) return;
        foreach (var gone in Labels.Where(l => !labels.Contains(l.Label)).ToList()) Labels.Remove(gone);
        foreach (var gone in Codes.Where(c => !codes.Contains(c.Code)).ToList()) Codes.Remove(gone);
        foreach (var label in labels.Where(l => Labels.All(known => known.Label != l)).ToList()) Labels.Add(new(Id, label));
        foreach (var code in codes.Where(c => Codes.All(known => known.Code != c)).ToList()) Codes.Add(new(Id, code, OpenedAt));
        if (!labels.Contains(DebtLabel)) DebtLink = null;
        Happened(new TicketMarked(Id, [.. labels.Order()], [.. codes.Order()]), at);
    }
}

/// <param name="Cause">The note that says what the cause is.</param>
public sealed record Diagnosis(ComponentId Component, MessageId Cause, PersonId By, Instant At);

/// <summary>Component and cause were confirmed.</summary>
/// <param name="After">Time since it was opened.</param>
/// <param name="Mentions">People who are named in the note.</param>
/// <param name="Hash">SHA-256 of the note's text.</param>
[JournalType("desk.ticket.diagnosed.v1")]
public sealed record TicketDiagnosed(TicketId Ticket, ComponentId Component, MessageId Cause, Duration After, IReadOnlyList<PersonId> Mentions, string Hash) : JournalEvent;

/// <summary>Subject, type or component were corrected.</summary>
[JournalType("desk.ticket.described.v1")]
public sealed record TicketDescribed(TicketId Ticket, TicketType Type, ComponentId? Component, bool SubjectChanged) : JournalEvent;

/// <summary>Its labels and error codes are these now.</summary>
[JournalType("desk.ticket.marked.v1")]
public sealed record TicketMarked(TicketId Ticket, IReadOnlyList<string> Labels, IReadOnlyList<string> Codes) : JournalEvent;
