namespace Bridgewatch.Kernel;

/// <summary>One mail to one address.</summary>
/// <param name="MessageId">Without angle brackets; stable across attempts, so that a repeat is recognised.</param>
/// <param name="References">Earlier messages of the thread, oldest first, without angle brackets.</param>
public sealed record Mail(
    string To, string? ToName, string Subject, string Text, string? Html, string MessageId, IReadOnlyList<string> References,
    string? FromName = null)
{
    public const string Kind = "mail";
}

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
