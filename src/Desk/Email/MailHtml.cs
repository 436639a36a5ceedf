using Ganss.Xss;

namespace Bridgewatch.Desk.Email;

/// <summary>The HTML of a mail as it may be shown to an agent: no script, no form, nothing that is loaded from outside.</summary>
internal static class MailHtml
{
    private static readonly string[] s_styles =
    [
        "color", "background-color", "font-family", "font-size", "font-style", "font-weight", "font-variant", "text-align", "text-decoration", "text-indent", "text-transform",
        "line-height", "letter-spacing", "white-space", "vertical-align", "direction", "width", "height", "max-width", "margin", "margin-top", "margin-right", "margin-bottom",
        "margin-left", "padding", "padding-top", "padding-right", "padding-bottom", "padding-left", "border-collapse", "border-spacing", "border-width", "border-style", "border-color",
        "border-top-width", "border-top-style", "border-top-color", "border-right-width", "border-right-style", "border-right-color", "border-bottom-width", "border-bottom-style",
        "border-bottom-color", "border-left-width", "border-left-style", "border-left-color",
    ];

    /// <param name="remotePictures">How many pictures lie elsewhere; loading one tells its owner that, when and where the mail was read.</param>
    /// <returns>Pictures of the mail itself keep their <c>cid:</c>; the address of a remote one stands in <c>data-remote-src</c>.</returns>
    public static string Safe(string html, out int remotePictures)
    {
        var count = 0;
        var sanitizer = Sanitizer();
        // Within the call, since the sanitizer tells nothing of whose mail it reads.
        sanitizer.FilterUrl += (_, e) =>
        {
            if (e.Tag.LocalName is not "img") return;
            if (e.OriginalUrl.Trim().StartsWith("cid:", StringComparison.OrdinalIgnoreCase)) return;
            if (e.SanitizedUrl is { Length: > 0 } remote && remote.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                e.Tag.SetAttribute("data-remote-src", remote);
                count++;
            }
            e.SanitizedUrl = null;
        };
        var safe = sanitizer.Sanitize(html).Trim();
        remotePictures = count;
        return safe;
    }

    private static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.ExceptWith(["form", "input", "button", "select", "option", "optgroup", "textarea", "keygen", "style", "html", "head", "body", "title", "audio", "video", "source", "map", "area", "picture", "svg", "math"]);
        sanitizer.AllowedAttributes.ExceptWith(["background", "srcset", "usemap", "action", "name", "id", "class", "poster", "longdesc", "data"]);
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto", "tel", "cid"]);
        sanitizer.AllowedAtRules.Clear();
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedCssProperties.UnionWith(s_styles);
        return sanitizer;
    }
}
