using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Bridgewatch.Signals.Alerts;

/// <summary>Text out of senders' JSON, fit to be stored.</summary>
internal static class AlertText
{
    /// <summary>
    /// A JSON string as text. Half a surrogate pair and bytes that are no UTF-8 become U+FFFD instead of throwing; so
    /// does U+0000, which PostgreSQL cannot store.
    /// </summary>
    internal static string Of(JsonElement value)
    {
        try
        {
            return Clean(value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return Clean(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value).Trim((byte)'"')));
        }
    }

    /// <summary>The name of a JSON property, likewise.</summary>
    internal static string NameOf(JsonProperty property)
    {
        try
        {
            return Clean(property.Name);
        }
        catch (InvalidOperationException)
        {
            return Clean(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property)));
        }
    }

    /// <summary>At most <paramref name="longest"/> characters, with an ellipsis where something was cut.</summary>
    internal static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return text[..end] + "…";
    }

    /// <summary>For a warning.</summary>
    internal static string Short(string text) => Cut(text, 100);

    /// <summary>One line.</summary>
    internal static string Line(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal static bool IsWebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && text!.Length <= 2_000;

    private static string Clean(string text) => text.Contains('\0') ? text.Replace('\0', '\uFFFD') : text;
}
