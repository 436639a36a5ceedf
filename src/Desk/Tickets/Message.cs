using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Desk.Redaction;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What a message is for those who read it.</summary>
public enum MessageKind
{
    /// <summary>From the customer's side.</summary>
    Inbound,

    /// <summary>Ours, sent to the requester.</summary>
    Reply,

    /// <summary>Ours, never sent to the customer.</summary>
    Note,
}

/// <summary>Why a message was written.</summary>
public enum NotePurpose { None, Resolution, Priority, Diagnosis, Alert, Correction, Closing, Escalation }

/// <summary>One contribution to a ticket's conversation. Its text stands here alone; the journal names it by id and hash.</summary>
public sealed class Message
{
    public const int LongestBody = 100_000;

    public const int LongestMailId = 300;

    private Message()
    {
    }

    public MessageId Id { get; private set; }

    public TicketId Ticket { get; private set; }

    public MessageKind Kind { get; private set; }

    public NotePurpose Purpose { get; private set; }

    public Channel Channel { get; private set; }

    public PersonId? Person { get; private set; }

    public ContactId? Contact { get; private set; }

    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";

    public Instant At { get; private set; }

    /// <summary>Minutes spent, when somebody logged a call or a visit.</summary>
    public int? Minutes { get; private set; }

    /// <summary>Without angle brackets; for threading of what went by mail.</summary>
    public string? MailId { get; private set; }

    /// <summary>The message of another ticket that it says again, because it goes on here; null for all else.</summary>
    public MessageId? SplitFrom { get; private set; }

    /// <summary>A reply that can be taken back until then: no customer sees it before. Null where it went out at once.</summary>
    public Instant? HeldUntil { get; private set; }

    /// <summary>It was taken back before it went out.</summary>
    public bool IsWithdrawn => Redacted?.Reason == RedactionReason.Withdrawn;

    /// <summary>The text was emptied, or a name taken out of it, because a person was erased.</summary>
    public bool Erased { get; private set; }

    /// <summary>The text was taken out, by whom and why; null otherwise.</summary>
    public Redacted? Redacted { get; private set; }

    internal static Message Write(
        TicketId ticket, MessageKind kind, Channel channel, string body, Instant at, PersonId? person = null, ContactId? contact = null,
        NotePurpose purpose = NotePurpose.None, int? minutes = null, string? mailId = null, MessageId? splitFrom = null) => new()
        {
            Id = MessageId.New(),
            Ticket = ticket,
            Kind = kind,
            Purpose = purpose,
            Channel = channel,
            Person = person,
            Contact = contact,
            Body = body,
            At = at,
            Minutes = minutes,
            MailId = mailId is { Length: <= LongestMailId } ? mailId : null,
            SplitFrom = splitFrom,
        };

    /// <summary>It went out by mail, whatever it was typed into.</summary>
    internal void SentAs(string mailId) => (MailId, Channel) = (mailId, Channel.Email);

    internal void Hold(Instant until) => HeldUntil = until;

    internal void Redact(Redacted mark) => (Body, Redacted) = ("", mark);

    /// <summary>SHA-256 of the text, as the journal keeps it; after an erasure the journal's is that of the old text.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
}
