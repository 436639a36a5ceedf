using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// A mail system of the test's own: Postfix takes mail for example.test and puts it into Dovecot's mailboxes. Domains with
/// a fate: <c>bounce.test</c> refuses for good, <c>late.test</c> for now, <c>drop.test</c> swallows, <c>far.test</c> is
/// passed on to port <see cref="FarSmtp"/>, where a test may put an <see cref="SmtpSink"/>; every other domain is refused.
/// </summary>
public sealed partial class MailPeers : IAsyncDisposable
{
    public const string Domain = "example.test";
    public const string Password = "secret";
    private readonly string _folder = TestRun.Folder("mail");
    private Daemon? _dovecot;
    private Daemon? _postfix;

    private MailPeers()
    {
    }

    /// <summary>Takes mail without a password, as a mail exchanger does: refuses an unknown mailbox at once (550).</summary>
    public int Smtp { get; } = Ports.Free();

    /// <summary>The same, but takes an unknown mailbox too, and sends a bounce to the sender afterwards.</summary>
    public int BouncingSmtp { get; } = Ports.Free();

    /// <summary>Wants STARTTLS and a password.</summary>
    public int Submission { get; } = Ports.Free();

    public int Imap { get; } = Ports.Free();

    /// <summary>IMAP over TLS from the first byte.</summary>
    public int Imaps { get; } = Ports.Free();

    /// <summary>Where mail for far.test goes. Nobody listens unless the test does.</summary>
    public int FarSmtp { get; } = Ports.Free();

    /// <summary>Where Dovecot asks about OAuth tokens: <c>POST /introspect</c>. Nobody listens unless the test does.</summary>
    public int OAuth { get; } = Ports.Free();

    /// <summary>The self-signed certificate of both, for localhost and 127.0.0.1 (PEM file).</summary>
    public string Certificate => Path.Combine(_folder, "cert.pem");

    /// <summary>Starts both with these mailboxes (without the domain), by default alice, bob, support and desk. About 0.4 s.</summary>
    public static async Task<MailPeers> Start(params string[] mailboxes)
    {
        File.Exists("/usr/sbin/dovecot").ShouldBeTrue("Dovecot is not installed: run tests/peers.sh as root.");
        File.Exists("/usr/lib/postfix/sbin/master").ShouldBeTrue("Postfix is not installed: run tests/peers.sh as root.");
        Environment.IsPrivilegedProcess.ShouldBeTrue("Postfix and Dovecot start only as root.");
        var peers = new MailPeers();
        var addresses = (mailboxes is [] ? ["alice", "bob", "support", "desk"] : mailboxes).Select(m => $"{m}@{Domain}").ToList();
        peers.WriteCertificate();
        await peers.WriteDovecot(addresses);
        await peers.WritePostfix(addresses);
        await peers.Start();
        return peers;
    }

    /// <summary>Everything in a mailbox's inbox, oldest first.</summary>
    public async Task<IReadOnlyList<MimeMessage>> Inbox(string address)
    {
        using var client = await OpenImap(address);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly);
        var messages = new List<MimeMessage>();
        for (var i = 0; i < client.Inbox.Count; i++) messages.Add(await client.Inbox.GetMessageAsync(i));
        await client.DisconnectAsync(quit: true);
        return messages;
    }

    /// <summary>Waits for a mail in the inbox that fits, and returns the first.</summary>
    public Task<MimeMessage> WaitForMail(string address, Func<MimeMessage, bool> fits, TimeSpan? timeout = null) =>
        Eventually.Gives(async () => (await Inbox(address)).FirstOrDefault(fits), $"the mail arrives at {address}", timeout);

    /// <summary>Hands a mail to Postfix as another mail server would.</summary>
    /// <param name="bouncing">True: through <see cref="BouncingSmtp"/>, so that a wrong address gives a bounce, not an error.</param>
    public async Task Send(MimeMessage message, bool bouncing = false)
    {
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        await client.ConnectAsync("127.0.0.1", bouncing ? BouncingSmtp : Smtp, SecureSocketOptions.None);
        await client.SendAsync(message);
        await client.DisconnectAsync(quit: true);
    }

    /// <inheritdoc cref="Send(MimeMessage,bool)"/>
    public Task Send(string from, string to, string subject, string text, bool bouncing = false) =>
        Send(new MimeMessage([MailboxAddress.Parse(from)], [MailboxAddress.Parse(to)], subject, new TextPart("plain") { Text = text }), bouncing);

    /// <summary>A signed-in IMAP connection to a mailbox, without TLS.</summary>
    public async Task<ImapClient> OpenImap(string address)
    {
        var client = new ImapClient { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync("127.0.0.1", Imap, SecureSocketOptions.None);
            await client.AuthenticateAsync(address, Password);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Accepts the peers' own certificate and no other: a client's ServerCertificateValidationCallback.</summary>
    public bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var own = X509CertificateLoader.LoadCertificateFromFile(Certificate);
        return certificate is not null && own.Equals(certificate);
    }

    /// <summary>Dovecot's administration, such as <c>Doveadm("expunge", "-u", "bob@example.test", "all")</c>.</summary>
    public Task<string> Doveadm(params string[] arguments) => Command.Run(["doveadm", "-c", DovecotConfiguration, .. arguments]);

    /// <summary>Breaks somebody's connections. None may be there in this moment (68): whoever has just lost it comes again by itself.</summary>
    public Task Kick(string user) => Command.Run("sh", "-c", "doveadm -c \"$0\" kick \"$1\" || [ $? -eq 68 ]", DovecotConfiguration, user);

    /// <summary>What both logged, for a failing test's message.</summary>
    public string Log => string.Join('\n', from file in new[] { Path.Combine(Postfix, "maillog"), Path.Combine(Dovecot, "log") }
                                           where File.Exists(file)
                                           select File.ReadAllText(file));

    /// <summary>Stops both: a mail system that is away.</summary>
    public async Task Stop()
    {
        if (_postfix is not null) await _postfix.Stop();
        if (_dovecot is not null) await _dovecot.Stop();
    }

    /// <summary>Starts both again on the same ports, with the mailboxes as they were.</summary>
    public async Task Start()
    {
        // A large limit of open files makes Postfix close a million of them in each process.
        string[] limited = ["prlimit", "--nofile=4096:4096"];
        _dovecot = new Daemon([.. limited, "/usr/sbin/dovecot", "-F", "-c", DovecotConfiguration], stopsAsGroup: true);
        var settings = Path.Combine(Postfix, "etc");
        _postfix = new Daemon([.. limited, "/usr/lib/postfix/sbin/master", "-c", settings, "-s"],
            environment: new Dictionary<string, string?> { ["MAIL_CONFIG"] = settings });
        await Task.WhenAll(Greets(_dovecot, Imap, "* OK"), Greets(_postfix, Smtp, "220 "));
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        TestRun.Delete(_folder);
    }

    private async Task Greets(Daemon daemon, int port, string greeting)
    {
        await Eventually.Passes(async () =>
        {
            if (daemon.HasExited) return;
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            using var reader = new StreamReader(client.GetStream());
            (await reader.ReadLineAsync()).ShouldStartWith(greeting);
        }, $"{daemon.Name} greets on port {port}");
        if (daemon.HasExited) throw new ShouldAssertException($"{daemon.Name} ended with {await daemon.Exit}:\n{daemon.Output}\n{Log}");
    }
}
