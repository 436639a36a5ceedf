namespace Bridgewatch.Kernel;

/// <summary>What an auditor sees in place of customers' personal data.</summary>
public static class Masking
{
    public const string Text = "•••";

    /// <summary><c>kim@acme.example</c> becomes <c>k•••@acme.example</c>: the customer shows, the person does not.</summary>
    public static string? Address(string? address)
    {
        if (address is null) return null;
        var at = address.LastIndexOf('@');
        return at > 0 ? $"{address[0]}{Text}{address[at..]}" : Text;
    }

    /// <summary>The last two digits remain, enough to tell two numbers apart.</summary>
    public static string? Phone(string? phone) => phone is null ? null : phone.Length > 4 ? Text + phone[^2..] : Text;
}
