using System.Text.Json;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using NodaTime;

namespace Bridgewatch.Desk.Import;

/// <summary>What another system's export can tell of; read in this order, since what comes later names what comes earlier.</summary>
public enum OldKind
{
    Organization,
    User,
    Group,
    Field,
    Macro,
    Ticket,

    /// <summary>What has no counterpart that could be made of it: it is listed by its name.</summary>
    Listed,
}

/// <summary>A customer account there.</summary>
public sealed record OldOrganization(string Id, string Name, IReadOnlyList<string> Domains, string? Note);

/// <summary>Anybody there: a customer's person, or a colleague.</summary>
/// <param name="IsStaff">One of ours.</param>
/// <param name="HasLeft">Cannot sign in there any more.</param>
public sealed record OldUser(string Id, string Name, IReadOnlyList<string> Addresses, string? Phone, string? Language, IReadOnlyList<string> Organizations, bool IsStaff, bool HasLeft);

/// <summary>Colleagues for whom tickets waited there.</summary>
public sealed record OldGroup(string Id, string Name);

/// <summary>A field of tickets there.</summary>
/// <param name="Choices">What can be chosen.</param>
/// <param name="IsOwn">Made by the company; the others are the ticket's own subject, status and so on.</param>
public sealed record OldField(string Id, string Title, FieldKind? Kind, IReadOnlyList<OldChoice> Choices, bool IsOwn, bool InUse, string Type);

/// <summary>A text that was written often there.</summary>
/// <param name="Unread">What it does beside that no macro here can; null when nothing.</param>
public sealed record OldMacro(string Id, string Name, string? Reply, string? Note, TicketStatus? Then, IReadOnlyList<string> Labels, string? Unread, bool InUse);

/// <summary>A ticket there, with all that was said.</summary>
public sealed record OldTicket(string Number, string Subject, Instant OpenedAt, Instant UpdatedAt, TicketStatus Status)
{
    /// <summary>It was thrown away there.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>What its mails carry, without the hyphen; null when the export does not tell.</summary>
    public string? Mark { get; init; }

    public Priority? Priority { get; init; }

    public TicketType Type { get; init; }

    public Channel Channel { get; init; }

    public string? Requester { get; init; }

    public string? Organization { get; init; }

    public string? Group { get; init; }

    public string? Assignee { get; init; }

    public Instant? SolvedAt { get; init; }

    public IReadOnlyList<string> Copies { get; init; } = [];

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>By the field's id there.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Oldest first; the first one opened it.</summary>
    public IReadOnlyList<OldMessage> Messages { get; init; } = [];

    /// <summary>People of whom the ticket itself tells more than their id.</summary>
    public IReadOnlyList<OldUser> Users { get; init; } = [];

    /// <summary>Changes with anything that is read of it.</summary>
    public byte[] Stamp { get; init; } = [];
}

/// <summary>Something that was said there.</summary>
/// <param name="Author">Null where a machine wrote it.</param>
/// <param name="Body">Markdown, with the addresses of pictures as they were there.</param>
/// <param name="MailId">Of the mail that it came by, without angle brackets.</param>
public sealed record OldMessage(string Id, string? Author, Instant At, bool Public, string Body, Channel Channel, string? MailId, IReadOnlyList<OldFile> Files);

/// <summary>A file there.</summary>
/// <param name="Url">Where it lay, as texts name it.</param>
/// <param name="Path">Where its content lies beside the export; null where it does not.</param>
public sealed record OldFile(string Id, string Name, string? Url, string? Path, bool Inline);

/// <summary>Something that is not brought, and why.</summary>
/// <param name="What">Its kind and name there: <c>trigger "Notify requester"</c>.</param>
public sealed record Unread(string What, string Why);

/// <summary>One of the values of a choice there.</summary>
/// <param name="Value">As tickets hold it.</param>
/// <param name="Name">As it is shown; steps are divided by <c>::</c>.</param>
public sealed record OldChoice(string Value, string Name);
