using System.Text.RegularExpressions;

namespace Bridgewatch.Kernel;

/// <summary>What a reader sees of customers' personal data: everything, or only its shape (the auditor).</summary>
/// <param name="On">True when it is hidden.</param>
public readonly partial record struct Mask(bool On)
{
    /// <summary>Stands where something was hidden.</summary>
    public const string Hidden = "•••";

    /// <param name="permission">By which the data is read.</param>
    public static Mask For(Actor actor, string permission) => new(actor.IsMasked(permission));

    /// <summary><c>kim@acme.example</c> becomes <c>k•••@acme.example</c>: whose it is stays hidden, where it is from does not.</summary>
    public string Address(string address)
    {
        if (!On) return address;
        var at = address.LastIndexOf('@');
        if (at <= 0) return Hidden;
        var first = char.IsHighSurrogate(address[0]) ? address[..2] : address[..1];
        return $"{first}{Hidden}{address[at..]}";
    }

    /// <summary>Telephone numbers and free text are hidden as a whole; nothing stays nothing.</summary>
    public string? Text(string? text) => On && !string.IsNullOrEmpty(text) ? Hidden : text;

    /// <summary>Words of ours stay readable; the addresses and telephone numbers in them do not.</summary>
    public string Quoting(string ours)
    {
        if (!On) return ours;
        var mask = this;
        return Telephone().Replace(AnAddress().Replace(ours, found => mask.Address(found.Value)), Hidden);
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex AnAddress();

    /// <summary>With its country, or with a zero and a gap before the rest: a date or an order number is none.</summary>
    [GeneratedRegex(@"(?<![\w-])((\+|00)\d[\d ()/.-]{5,}\d|0\d{1,5}[ /-]\d[\d -]{3,}\d)(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();
}
