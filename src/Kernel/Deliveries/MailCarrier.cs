using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Sends mail by SMTP.</summary>
public sealed class MailCarrier(Settings settings, IClock clock, FileStore files) : ICarrier
{
    public string Kind => Mail.Kind;

    public Task Carry(Delivery delivery, CancellationToken ct)
    {
        var mail = KernelJson.Read<Mail>(delivery.Payload);
        return Send(mail, automatic: mail.Automatic || delivery.SubjectKind != "ticket", ct);
    }

    /// <summary>Sends one mail now, and gives back what the server said when it took it.</summary>
    /// <param name="automatic">No person wrote it: other programs should not answer it.</param>
    /// <exception cref="Undeliverable">The server refused it for good.</exception>
    /// <exception cref="InvalidOperationException">No mail is set up, or the server cannot be reached or refused for now.</exception>
    public async Task<string> Send(Mail mail, bool automatic, CancellationToken ct)
    {
        var server = await settings.Get<OutgoingMail>(ct);
        if (!server.IsSetUp) throw new InvalidOperationException("No outgoing mail is set up.");
        using var message = await Compose(mail, server, automatic, ct);
        using var client = new SmtpClient { Timeout = 30_000 };
        client.CheckCertificateRevocation = false;
        string answer;
        try
        {
            await client.ConnectAsync(server.Host, server.Port, Options(server.Security), ct);
            if (server.User is { Length: > 0 } user && settings.Open(server.Password) is { } password) await client.AuthenticateAsync(user, password, ct);
            answer = await client.SendAsync(message, ct);
        }
        catch (SmtpCommandException exception) when ((int)exception.StatusCode >= 500)
        {
            throw new Undeliverable($"{(int)exception.StatusCode} {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is SocketException or ProtocolException or CommandException or IOException or SslHandshakeException)
        {
            throw new InvalidOperationException($"{server.Host}:{server.Port}: {exception.Message}", exception);
        }
        await client.DisconnectAsync(quit: true, CancellationToken.None);
        return answer;
    }

    private async Task<MimeMessage> Compose(Mail mail, OutgoingMail server, bool automatic, CancellationToken ct)
    {
        if (!MailboxAddress.TryParse(mail.To, out var to)) throw new Undeliverable($"'{mail.To}' is not an address.");
        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html };
        foreach (var file in mail.Files) await Attach(body, file, ct);
        var message = new MimeMessage
        {
            Subject = mail.Subject.ReplaceLineEndings(" "),
            MessageId = mail.MessageId,
            Date = clock.GetCurrentInstant().ToDateTimeOffset(),
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(mail.FromName ?? server.FromName, mail.FromAddress ?? server.FromAddress));
        if (MailboxAddress.TryParse(mail.ReplyTo, out var reply)) message.ReplyTo.Add(reply);
        message.To.Add(new MailboxAddress(mail.ToName ?? "", to.Address));
        foreach (var copy in mail.Copies)
        {
            if (MailboxAddress.TryParse(copy.Address, out var address)) message.Cc.Add(new MailboxAddress(copy.Name ?? "", address.Address));
        }
        message.References.AddRange(mail.References);
        if (mail.References.Count > 0) message.InReplyTo = mail.References[^1];
        message.Headers.Add("Auto-Submitted", automatic ? "auto-generated" : "no");
        return message;
    }

    private async Task Attach(BodyBuilder body, MailFile file, CancellationToken ct)
    {
        await using var content = files.Open(file.Sha256);
        if (content is null) return;
        var part = await (file.ContentId is null ? body.Attachments : body.LinkedResources).AddAsync(file.Name, content, ContentType.Parse(file.Type), ct);
        part.ContentId = file.ContentId ?? part.ContentId;
    }

    private static SecureSocketOptions Options(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTlsWhenAvailable => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.None,
    };
}
