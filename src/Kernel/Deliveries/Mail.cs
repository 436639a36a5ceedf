using System.Text.Json.Serialization;

namespace Bridgewatch.Kernel;

/// <summary>One mail to one address.</summary>
/// <param name="MessageId">Without angle brackets; stable across attempts, so that a repeat is recognised.</param>
/// <param name="FromAddress">Null for the address of outgoing mail.</param>
/// <param name="References">Earlier messages of the thread, oldest first, without angle brackets.</param>
public sealed record Mail(
    string To, string? ToName, string Subject, string Text, string? Html, string MessageId, IReadOnlyList<string> References,
    string? FromName = null, string? FromAddress = null)
{
    public const string Kind = "mail";

    /// <summary>Who gets a copy, and is seen by all who get it.</summary>
    public IReadOnlyList<MailCopy> Copies { get; init; } = [];

    /// <summary>Where answers are wanted; null for the address of the sender.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? ReplyTo { get; init; }

    /// <summary>What goes with it.</summary>
    public IReadOnlyList<MailFile> Files { get; init; } = [];

    /// <summary>No person wrote it, though it is about a ticket: other programs should not answer it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Automatic { get; init; }

    /// <summary>Its text has links that let in, or answer, whoever has them: it is for nobody besides the reader's mailbox.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LetsIn { get; init; }
}

public sealed record MailCopy(string Address, string? Name);

/// <summary>A file of a mail; its content lies in the <see cref="FileStore"/>. One that is gone when the mail is sent is left out.</summary>
/// <param name="ContentId">Without angle brackets, where the text shows it as a picture; null for what is only attached.</param>
public sealed record MailFile(string Name, string Type, string Sha256, string? ContentId = null);

/// <summary>How mail goes out.</summary>
/// <param name="Host">Name of the SMTP server; empty while no mail is set up.</param>
/// <param name="Security">How the connection is protected.</param>
[Setting("kernel.outgoing-mail", "access.settings")]
public sealed record OutgoingMail(
    string Host = "", int Port = 587, MailSecurity Security = MailSecurity.StartTls, string? User = null,
    [property: SecretOf(nameof(OutgoingMail.Host), nameof(OutgoingMail.User))] Secret? Password = null, string FromAddress = "", string FromName = "")
{
    public bool IsSetUp => Host.Length > 0 && FromAddress.Length > 0;
}

/// <summary>None is for a server on the same machine.</summary>
public enum MailSecurity { StartTls, Tls, StartTlsWhenAvailable, None }
