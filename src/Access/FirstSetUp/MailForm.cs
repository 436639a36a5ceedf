using System.Text.Json;
using Bridgewatch.Kernel;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Outgoing mail as it is typed. The password is shown to nobody: left empty, it stays as it is.</summary>
public sealed class MailForm
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    public string? FromAddress { get; set; }

    public string? FromName { get; set; }

    internal static MailForm Of(OutgoingMail mail, Company company) => new()
    {
        Host = mail.Host,
        Port = mail.Port,
        Security = mail.Security,
        User = mail.User,
        FromAddress = mail.FromAddress.Length > 0 ? mail.FromAddress : company.SupportAddress,
        FromName = mail.FromName.Length > 0 ? mail.FromName : company.Name,
    };

    /// <exception cref="Invalid">A field needs another value.</exception>
    internal async Task Save(Commands commands)
    {
        var value = new
        {
            host = Host?.Trim() ?? "",
            port = Port,
            security = Security,
            user = string.IsNullOrWhiteSpace(User) ? null : User.Trim(),
            password = string.IsNullOrEmpty(Password) ? null : Password,
            fromAddress = FromAddress?.Trim() ?? "",
            fromName = FromName?.Trim() ?? "",
        };
        await commands.Send(new ChangeSetting("kernel.outgoing-mail", JsonSerializer.SerializeToElement(value, KernelJson.Options)));
        Password = null;
    }
}
