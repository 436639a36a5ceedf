using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>How far a mail has come.</summary>
public enum RawMailState
{
    /// <summary>Kept; the intake has not looked at it yet.</summary>
    Waiting,

    /// <summary>It is a message of a ticket.</summary>
    TakenIn,

    /// <summary>It is none, and the problem says why: a machine wrote it, it came before, or its writer sends too much.</summary>
    LeftOut,

    /// <summary>It could not be read or taken in; somebody should look at it.</summary>
    Quarantined,
}

/// <summary>A mail as it came, kept before anything is done with it. Its bytes lie in the <see cref="FileStore"/>. Operational.</summary>
public sealed class RawMail
{
    public const int LongestProblem = 500;

    public const int LongestSourceKey = 200;

    public const int LongestSender = 320;

    public const int LongestSubject = 200;

    /// <summary>What was left out is kept that long, to look at and to replay.</summary>
    public static readonly Duration Kept = Duration.FromDays(30);

    /// <summary>Of what became a message the whole can be read that long, with its quotes and its signature.</summary>
    public static readonly Duration KeptTakenIn = Duration.FromDays(365);

    /// <summary>What nobody has looked at waits longer.</summary>
    public static readonly Duration KeptQuarantined = Duration.FromDays(365);

    public required RawMailId Id { get; init; }

    public required MailboxId Mailbox { get; init; }

    /// <summary>When our server, or the mailbox's, took it.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>Its place in the mailbox from which it was fetched, once each; null where each delivery is a mail of its own.</summary>
    public string? SourceKey { get; init; }

    public required string Sha256 { get; init; }

    public required long Size { get; init; }

    public RawMailState State { get; private set; }

    public Instant? ProcessedAt { get; private set; }

    /// <summary>Why it is no message, in words.</summary>
    public string? Problem { get; private set; }

    /// <summary>Who wrote it, for the list and for counting; null until it was read.</summary>
    public string? Sender { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>SHA-256 of Outlook's thread; null when it names none.</summary>
    public byte[]? Thread { get; private set; }

    /// <summary>Of which it became a message, or to which it belongs.</summary>
    public TicketId? Ticket { get; private set; }

    /// <summary>The message that it became; null for what became none.</summary>
    public MessageId? Message { get; private set; }

    internal void BeTakenIn(ParsedMail mail, TicketId ticket, MessageId message, Instant at)
    {
        Name(mail);
        (State, ProcessedAt, Problem, Ticket, Message) = (RawMailState.TakenIn, at, null, ticket, message);
    }

    internal void BeLeftOut(ParsedMail mail, string why, TicketId? ticket, Instant at)
    {
        Name(mail);
        (State, ProcessedAt, Problem, Ticket) = (RawMailState.LeftOut, at, Short(why, LongestProblem), ticket);
    }

    internal void BeQuarantined(string why, Instant at, ParsedMail? mail = null)
    {
        if (mail is not null) Name(mail);
        (State, ProcessedAt, Problem) = (RawMailState.Quarantined, at, Short(why, LongestProblem));
    }

    internal void WaitAgain() => (State, ProcessedAt, Problem) = (RawMailState.Waiting, null, null);

    private void Name(ParsedMail mail) =>
        (Sender, Subject, Thread) = (mail.From is { } from ? Short(from.Email.ToLowerInvariant(), LongestSender) : null, Short(mail.Subject, LongestSubject), MailIdentity.Thread(mail));

    private static string Short(string text, int longest) => text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}

/// <summary>A mail that was taken in, by what makes it the same wherever it comes again. Operational, and kept for good: a restored mailbox
/// delivers all of its mail once more.</summary>
public sealed class SeenMail
{
    /// <summary>See <see cref="MailIdentity"/>.</summary>
    public required byte[] Identity { get; init; }

    public required TicketId Ticket { get; init; }

    public required Instant At { get; init; }
}
