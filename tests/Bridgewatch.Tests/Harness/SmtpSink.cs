using MimeKit;

namespace Bridgewatch.Tests.Harness;

/// <summary>How a mail server misbehaves: options of Postfix's smtp-sink.</summary>
public sealed record SmtpFault(params string[] Options)
{
    /// <summary>Takes every mail.</summary>
    public static SmtpFault None { get; } = new();

    /// <summary>450 to every recipient: try again later.</summary>
    public static SmtpFault RefusesForNow { get; } = new("-r", "RCPT", "-b", "450 4.2.0 greylisted");

    /// <summary>550 to every recipient: never.</summary>
    public static SmtpFault RefusesForGood { get; } = new("-f", "RCPT", "-B", "550 5.1.1 no such user");

    /// <summary>554 after the whole mail was sent.</summary>
    public static SmtpFault RefusesContent { get; } = new("-f", ".", "-B", "554 5.6.0 refused");

    /// <summary>Takes the whole mail and hangs up without a word: nobody knows whether it will be delivered.</summary>
    public static SmtpFault DropsAfterData { get; } = new("-q", ".");

    /// <summary>421 instead of a greeting.</summary>
    public static SmtpFault Busy { get; } = new("-r", "CONNECT", "-b", "421 4.3.2 busy");

    /// <summary>Takes the mail, and says nothing for half a minute.</summary>
    public static SmtpFault Hangs { get; } = new("-W", ".:30");
}

/// <summary>A mail server that misbehaves in one chosen way, and keeps what was sent to it. No TLS, no password.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Daemon _daemon;

    private SmtpSink(string folder, Daemon daemon, int port) => (_folder, _daemon, Port) = (folder, daemon, port);

    public int Port { get; }

    /// <param name="port">By default a free one; <see cref="MailPeers.FarSmtp"/> to stand behind Postfix.</param>
    public static async Task<SmtpSink> Start(SmtpFault fault, int? port = null)
    {
        File.Exists("/usr/sbin/smtp-sink").ShouldBeTrue("Postfix is not installed: run tests/peers.sh as root.");
        var (at, folder) = (port ?? Ports.Free(), TestRun.Folder("sink"));
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        var daemon = new Daemon(["/usr/sbin/smtp-sink", .. user, .. fault.Options, "-d", "mail.", $"127.0.0.1:{at}", "100"], folder: folder);
        await Eventually.Passes(async () =>
        {
            using var client = new System.Net.Sockets.TcpClient();
            if (!daemon.HasExited) await client.ConnectAsync("127.0.0.1", at);
        }, "smtp-sink listens");
        daemon.ShouldBeRunning();
        return new(folder, daemon, at);
    }

    /// <summary>Every mail whose text reached it, also those that it then refused or forgot. A file that is still empty is being written.</summary>
    public IReadOnlyList<MimeMessage> Received => [.. Directory.GetFiles(_folder, "mail.*").Where(file => new FileInfo(file).Length > 0).Order().Select(file => MimeMessage.Load(file))];

    public async ValueTask DisposeAsync()
    {
        await _daemon.DisposeAsync();
        TestRun.Delete(_folder);
    }
}
