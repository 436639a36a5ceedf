using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>How mail comes from a mailbox to us.</summary>
public enum MailSource
{
    /// <summary>A mail server posts each mail as it is to an address of ours.</summary>
    Posted,

    /// <summary>A folder into which a mail server delivers.</summary>
    Maildir,

    /// <summary>Fetched from a server, which tells when something comes.</summary>
    Imap,
}

/// <summary>Where the mail of a mailbox lies.</summary>
/// <param name="Folder">Of a Maildir: with <c>new</c>, <c>cur</c> and <c>tmp</c> in it.</param>
/// <param name="Password">Closed with the data-protection keys.</param>
public sealed record MailPlace(MailSource Source, string? Folder, string? Host, int Port, MailSecurity Security, string? User, string? Password);

/// <summary>An address to which customers write, and what becomes of what they write.</summary>
public sealed class Mailbox : Aggregate
{
    public const int LongestName = 100;

    public const int MostAddresses = 20;

    public const int LongestSignature = 2_000;

    public const int LongestPlace = 300;

    /// <summary>How every secret begins, so that scanners for leaked secrets know it.</summary>
    public const string SecretPrefix = "bwm_";

    private Mailbox()
    {
    }

    public MailboxId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Ours, the first of them the one at which answers are wanted. In small letters.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>Which queue takes what comes.</summary>
    public QueueId Queue { get; private set; }

    public TicketType Type { get; private set; }

    /// <summary>Of those who write here, a BCP 47 tag; null takes the one of the contact.</summary>
    public string? Language { get; private set; }

    /// <summary>Below each answer that goes out, in Markdown; empty for none.</summary>
    public string Signature { get; private set; } = "";

    public MailPlace Place { get; private set; } = new(MailSource.Posted, null, null, 0, MailSecurity.Tls, null, null);

    /// <summary>The last part of its address: random, but no secret.</summary>
    public string Key { get; private set; } = "";

    /// <summary>SHA-256 of the secret of whoever posts: it has 256 random bits, so nothing slower is needed.</summary>
    public byte[] SecretHash { get; private set; } = [];

    /// <summary>Signs what we write into mails, so that answers are known by it.</summary>
    public byte[] ThreadKey { get; private set; } = [];

    public Instant AddedAt { get; private set; }

    /// <summary>Since when nothing is taken from it; null while it works.</summary>
    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("mailbox", Id.Value);

    /// <summary>Where mail is posted, below the public address.</summary>
    public string Path => $"/hooks/mail/{Key}";

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal static (Mailbox Mailbox, string Secret) Add(string name, MailPlace place, MailboxUse use, Instant at)
    {
        var secret = SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var mailbox = new Mailbox
        {
            Id = MailboxId.New(),
            Name = name,
            Place = place,
            Key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18)),
            SecretHash = HashOf(secret),
            ThreadKey = RandomNumberGenerator.GetBytes(32),
            AddedAt = at,
        };
        mailbox.Take(use);
        mailbox.Record(new MailboxAdded(mailbox.Id, place.Source, use.Queue));
        return (mailbox, secret);
    }

    internal void Change(string name, MailPlace place, MailboxUse use)
    {
        if (name == Name && place == Place && use.Is(this)) return;
        (Name, Place) = (name, place);
        Take(use);
        Record(new MailboxChanged(Id, place.Source, use.Queue));
    }

    /// <summary>Makes a new secret; the one before works no more.</summary>
    internal string Rotate()
    {
        var secret = SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        SecretHash = HashOf(secret);
        Record(new MailboxSecretRotated(Id));
        return secret;
    }

    internal void Archive(Instant at)
    {
        if (ArchivedAt is not null) return;
        ArchivedAt = at;
        Record(new MailboxArchived(Id));
    }

    private void Take(MailboxUse use) => (Addresses, Queue, Type, Language, Signature) = (use.Addresses, use.Queue, use.Type, use.Language, use.Signature);
}

/// <summary>What becomes of what comes.</summary>
internal sealed record MailboxUse(IReadOnlyList<string> Addresses, QueueId Queue, TicketType Type, string? Language, string Signature)
{
    public bool Is(Mailbox m) => Addresses.SequenceEqual(m.Addresses) && (Queue, Type, Language, Signature) == (m.Queue, m.Type, m.Language, m.Signature);
}

/// <summary>Mail of an address is taken in from now on.</summary>
[JournalType("desk.mailbox.added.v1")]
public sealed record MailboxAdded(MailboxId Mailbox, MailSource Source, QueueId Queue) : JournalEvent;

/// <summary>Its name, its place, or what becomes of its mail was changed.</summary>
[JournalType("desk.mailbox.changed.v1")]
public sealed record MailboxChanged(MailboxId Mailbox, MailSource Source, QueueId Queue) : JournalEvent;

/// <summary>Whoever posts mail needs the new secret.</summary>
[JournalType("desk.mailbox.secret-rotated.v1")]
public sealed record MailboxSecretRotated(MailboxId Mailbox) : JournalEvent;

/// <summary>Nothing is taken from it any more.</summary>
[JournalType("desk.mailbox.archived.v1")]
public sealed record MailboxArchived(MailboxId Mailbox) : JournalEvent;
