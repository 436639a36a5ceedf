using System.Text.Json.Serialization;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>A mail as a person would read it. Total: what could not be read is null or empty, and <see cref="Warnings"/> says so.</summary>
/// <param name="From">Who wrote it; null when no address can be read.</param>
/// <param name="MessageId">Without angle brackets, as all ids here; null when it has none.</param>
/// <param name="InReplyTo">The message that it answers, by its own word.</param>
/// <param name="References">Earlier messages of the thread, oldest first, each once.</param>
/// <param name="Date">When it was written by its own clock, or else when the last server took it; null when nothing says.</param>
/// <param name="Text">The whole words, with quotes and signature: its plain text, or else its HTML as text. Lines end with LF.</param>
/// <param name="Html">Its HTML as it may be shown: sanitised, remote pictures not loaded. Null when it has none.</param>
/// <param name="Reply">The new part of <paramref name="Text"/>, without quotes and signature; see <see cref="ReplyText"/>.</param>
/// <param name="Attachments">What is not shown as words, in the order of the mail.</param>
/// <param name="Bounces">The addresses that it says were not reached. Only where <paramref name="Auto"/> is
/// <see cref="AutomaticKind.Bounce"/> a machine says so; else a person forwarded it.</param>
/// <param name="Warnings">In plain words, what a reader should know of how it was read.</param>
public sealed record ParsedMail(
    MailPerson? From, IReadOnlyList<MailPerson> To, IReadOnlyList<MailPerson> Cc, string Subject, string? MessageId, string? InReplyTo,
    IReadOnlyList<string> References, Instant? Date, string Text, string? Html, string Reply, IReadOnlyList<MailedPart> Attachments,
    AutomaticKind Auto, IReadOnlyList<Bounce> Bounces, IReadOnlyList<string> Warnings)
{
    /// <summary><see cref="Text"/> with <c>[cid:ID]</c> where a picture of the mail stands.</summary>
    [JsonIgnore]
    public string TextWithPictures { get; init; } = "";

    /// <summary>Outlook's own thread, of which the first 22 bytes stay the same; null when it has none.</summary>
    [JsonIgnore]
    public string? ThreadIndex { get; init; }

    /// <summary>The id of the mail that a report gives back; null when it gives none.</summary>
    [JsonIgnore]
    public string? ReturnedMailId { get; init; }

    /// <summary>All addresses that it was sent or delivered to, for finding our own with a token in it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> DeliveredTo { get; init; } = [];
}

/// <param name="Name">As they write it; null without one.</param>
public sealed record MailPerson(string? Name, string Email);

/// <summary>A file of a mail.</summary>
/// <param name="Name">Safe to show and to save.</param>
/// <param name="Type">The media type that the sender claims, in small letters.</param>
/// <param name="Size">In bytes, decoded.</param>
/// <param name="Inline">Shown within the text, as a picture is, and not offered as a file.</param>
public sealed record MailedPart(string Name, string Type, long Size, bool Inline)
{
    [JsonIgnore]
    public byte[] Content { get; init; } = [];

    /// <summary>Under which the HTML shows it, without angle brackets.</summary>
    [JsonIgnore]
    public string? ContentId { get; init; }
}

/// <summary>Whether a machine sent it. Such mail opens no ticket, resumes none and is not answered by a machine.</summary>
public enum AutomaticKind { None, AutoReply, Bounce, List, Loop }

/// <summary>An address that a mail did not reach, or not yet.</summary>
/// <param name="Recipient">Null when the report does not name it.</param>
/// <param name="Status">The enhanced status code (RFC 3463), such as 5.1.1; null when no code is given.</param>
/// <param name="Action">failed or delayed (RFC 3464).</param>
/// <param name="Diagnostic">What the other side said, on one line.</param>
/// <param name="Hard">The address itself is dead: unknown user or host, moved, takes no mail.</param>
public sealed record Bounce(string? Recipient, string? Status, string Action, string? Diagnostic, bool Hard)
{
    /// <summary>It is tried again.</summary>
    [JsonIgnore]
    public bool IsLate => Action == "delayed";

    /// <summary>The address that we had sent to, where the report says that it was turned into another.</summary>
    [JsonIgnore]
    public string? SentTo { get; init; }
}

/// <summary>What no part of could be read as a mail. The message says why, for the quarantine.</summary>
public sealed class UnreadableMail(string message, Exception? inner = null) : Exception(message, inner);
