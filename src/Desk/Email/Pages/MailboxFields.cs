using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Email.Pages;

/// <summary>What is typed into the form of a mailbox.</summary>
public sealed class MailboxFields
{
    public string? Name { get; set; }

    /// <summary>With commas or blanks between.</summary>
    public string? Addresses { get; set; }

    public string Source { get; set; } = Words.Of(MailSource.Posted);

    public string? Queue { get; set; }

    public string Type { get; set; } = Words.Of(TicketType.Question);

    public string? Language { get; set; }

    public string? Signature { get; set; }

    public string? Folder { get; set; }

    public string? Host { get; set; }

    public string? Port { get; set; }

    public string Security { get; set; } = Words.Of(MailSecurity.Tls);

    public string? User { get; set; }

    public string? Password { get; set; }

    public MailSource Chosen => Words.TryRead<MailSource>(Source, out var source) ? source : MailSource.Posted;

    public static MailboxFields Of(MailboxResource mailbox) => new()
    {
        Name = mailbox.Name,
        Addresses = string.Join(", ", mailbox.Addresses),
        Source = Words.Of(mailbox.Source),
        Queue = mailbox.Queue,
        Type = Words.Of(mailbox.Type),
        Language = mailbox.Language,
        Signature = mailbox.Signature,
        Folder = mailbox.Folder,
        Host = mailbox.Host,
        Port = mailbox.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Security = Words.Of(mailbox.Security),
        User = mailbox.User,
    };

    public MailboxGiven Given() => new(
        Name ?? "", (Addresses ?? "").Split([',', ' ', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Chosen, Queue,
        Words.TryRead<TicketType>(Type, out var type) ? type : TicketType.Question, Language, Signature, Folder, Host,
        int.TryParse(Port, out var port) ? port : null, Words.TryRead<MailSecurity>(Security, out var security) ? security : MailSecurity.Tls, User, Password);
}
