using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Sends mail by SMTP.</summary>
public sealed class MailCarrier(Settings settings, IClock clock) : ICarrier
{
    public string Kind => Mail.Kind;

    public async Task Carry(Delivery delivery, CancellationToken ct)
    {
        var server = await settings.Get<OutgoingMail>(ct);
        if (!server.IsSetUp) throw new InvalidOperationException("No outgoing mail is set up.");
        using var message = Compose(KernelJson.Read<Mail>(delivery.Payload), server, delivery);
        using var client = new SmtpClient { Timeout = 30_000 };
        client.CheckCertificateRevocation = false;
        try
        {
            await client.ConnectAsync(server.Host, server.Port, Options(server.Security), ct);
            if (server.User is { Length: > 0 } user && settings.Open(server.Password) is { } password) await client.AuthenticateAsync(user, password, ct);
            await client.SendAsync(message, ct);
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
    }

    private MimeMessage Compose(Mail mail, OutgoingMail server, Delivery delivery)
    {
        if (!MailboxAddress.TryParse(mail.To, out var to)) throw new Undeliverable($"'{mail.To}' is not an address.");
        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html };
        var message = new MimeMessage
        {
            Subject = mail.Subject.ReplaceLineEndings(" "),
            MessageId = mail.MessageId,
            Date = clock.GetCurrentInstant().ToDateTimeOffset(),
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(mail.FromName ?? server.FromName, server.FromAddress));
        message.To.Add(new MailboxAddress(mail.ToName ?? "", to.Address));
        message.References.AddRange(mail.References);
        if (mail.References.Count > 0) message.InReplyTo = mail.References[^1];
        message.Headers.Add("Auto-Submitted", delivery.SubjectKind == "ticket" ? "no" : "auto-generated");
        return message;
    }

    private static SecureSocketOptions Options(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTlsWhenAvailable => SecureSocketOptions.StartTlsWhenAvailable,
        _ => SecureSocketOptions.None,
    };
}
