using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Email;

/// <summary>What we write into mails to know answers by: the id of each mail, and the address for answers. Both name their ticket and are signed
/// with the mailbox's key, so that nobody writes into a ticket by guessing.</summary>
internal static class MailSignature
{
    /// <summary>80 bits: an address has room for no more than 64 characters before the at sign.</summary>
    private const int Bytes = 10;

    /// <returns>Without angle brackets: <c>T-12.MESSAGE.SIGNATURE@host</c>.</returns>
    public static string MailId(byte[] key, TicketNumber ticket, MessageId message, string host)
    {
        var named = $"{ticket}.{message.Value:N}";
        return $"{named}.{Sign(key, named)}@{host}";
    }

    /// <returns>Null for what is no id of ours, or not signed with this key.</returns>
    public static TicketNumber? TicketOf(byte[] key, string mailId)
    {
        if (mailId.Length > 200 || mailId.Split('@')[0].Split('.') is not [var ticket, var message, var signature]) return null;
        return TicketNumber.TryParse(ticket, out var number) && IsSigned(key, $"{number}.{message}", signature) ? number : null;
    }

    /// <summary><c>support@us.example</c> becomes <c>support+t12-SIGNATURE@us.example</c>.</summary>
    public static string ReplyAddress(byte[] key, TicketNumber ticket, string address)
    {
        var at = address.LastIndexOf('@');
        return string.Create(CultureInfo.InvariantCulture, $"{address[..at]}+t{ticket.Value}-{Sign(key, Reply(ticket))}{address[at..]}");
    }

    public static TicketNumber? TicketOfAddress(byte[] key, string address)
    {
        var (at, plus) = (address.LastIndexOf('@'), address.LastIndexOf("+t", StringComparison.OrdinalIgnoreCase));
        if (plus < 0 || at < plus || address[(plus + 2)..at].Split('-') is not [var digits, var signature]) return null;
        return TicketNumber.TryParse(TicketNumber.Prefix + digits, out var number) && IsSigned(key, Reply(number), signature) ? number : null;
    }

    private static string Reply(TicketNumber ticket) => $"reply:{ticket}";

    private static string Sign(byte[] key, string named) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(named)).AsSpan(0, Bytes));

    private static bool IsSigned(byte[] key, string named, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(key, named)), Encoding.ASCII.GetBytes(signature.ToLowerInvariant()));
}
