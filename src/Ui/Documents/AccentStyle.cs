using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bridgewatch.Ui;

/// <summary>A brand's colour in the place of our accent: made darker on light surfaces and lighter on dark ones until it can be read.</summary>
public static class AccentStyle
{
    /// <summary>WCAG 2.2, 1.4.3.</summary>
    public const double Enough = 4.5;

    /// <summary>The surfaces of tokens.css on which our accent stands with the least contrast.</summary>
    private const string DarkestOfLight = "#EEF1F3", LightestOfDark = "#1F262C";

    private const string OnLightAccent = "#FFFFFF", OnDarkAccent = "#0B0E11";

    /// <summary>True for <c>#rrggbb</c>.</summary>
    public static bool IsColour(string? text) => text is ['#', _, _, _, _, _, _] && text.AsSpan(1).IndexOfAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdefABCDEF")) < 0;

    /// <summary>The nearest shade that can be read on every light surface.</summary>
    public static string OnLight(string accent) => Shade(accent, towards: 0, DarkestOfLight);

    /// <summary>The nearest shade that can be read on every dark surface.</summary>
    public static string OnDark(string accent) => Shade(accent, towards: 255, LightestOfDark);

    /// <summary>The content of a style element. The policy of the page names it by <see cref="Hash"/>.</summary>
    public static string Of(string accent)
    {
        var (light, dark) = (OnLight(accent), OnDark(accent));
        return $":root{{{Tokens(light, Mix(light, 0, .2), OnLightAccent, "--bw-sunken")}}}@media(prefers-color-scheme:dark){{:root{{{Tokens(dark, Mix(dark, 255, .2), OnDarkAccent, "--bw-inbound")}}}}}";
    }

    /// <summary>As a content security policy names a style.</summary>
    public static string Hash(string style) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";

    /// <summary>From 1 to 21, by WCAG 2.2.</summary>
    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    private static string Tokens(string accent, string hover, string on, string tint) =>
        $"--bw-accent:{accent};--bw-accent-hover:{hover};--bw-on-accent:{on};--bw-accent-text:{accent};--bw-accent-tint:var({tint});--bw-focus:{accent};--bw-st-new:{accent}";

    private static string Shade(string accent, int towards, string surface)
    {
        for (var step = 0; step < 20; step++)
        {
            var shade = Mix(accent, towards, step / 20.0);
            if (Contrast(shade, surface) >= Enough) return shade;
        }
        return Mix(accent, towards, 1);
    }

    private static string Mix(string colour, int towards, double part) =>
        "#" + string.Concat(Channels(colour).Select(c => ((int)Math.Round(c + (towards - c) * part)).ToString("x2", CultureInfo.InvariantCulture)));

    private static double Luminance(string colour)
    {
        var linear = Channels(colour).Select(c => c / 255.0).Select(c => c <= .04045 ? c / 12.92 : Math.Pow((c + .055) / 1.055, 2.4)).ToList();
        return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
    }

    private static int[] Channels(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}
