using System.Collections.Frozen;

namespace Bridgewatch.Ui;

/// <summary>The drawings of <see cref="Icon"/>: on a grid of 16, one stroke of 1.5, drawn for Bridgewatch.</summary>
public static class Icons
{
    /// <summary>The SVG content of a drawing.</summary>
    /// <exception cref="ArgumentException">No drawing has this name; the message lists those that exist.</exception>
    public static string Drawing(string name) =>
        All.TryGetValue(name, out var drawing)
            ? drawing
            : throw new ArgumentException($"There is no icon '{name}'. There are: {string.Join(", ", All.Keys.Order())}.");

    /// <summary>Every drawing by its name.</summary>
    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["alert"] = "<path d=\"M8 2.6 14 13H2zM8 6.6v2.8M8 11.2v.1\"/>",
        ["archive"] = "<path d=\"M2.5 3h11v3h-11zM3.5 6v7.5h9V6M6.5 8.5h3\"/>",
        ["bell"] = "<path d=\"M4 11V7a4 4 0 0 1 8 0v4l1 1.2H3zM6.7 14h2.6\"/>",
        ["board"] = "<path d=\"M2.8 2.8h4v4h-4zM9.2 2.8h4v4h-4zM2.8 9.2h4v4h-4zM9.2 9.2h4v4h-4z\"/>",
        ["bolt"] = "<path d=\"M9 1.8 3.5 9H8l-1 5.2L12.5 7H8z\"/>",
        ["book"] =
            "<path d=\"M8 4.2C7 3.2 5.2 3 2.8 3v9.4c2.4 0 4.2.2 5.2 1.2 1-1 2.8-1.2 5.2-1.2V3C10.8 3 9 3.2 8 " +
            "4.2v9.4\"/>",
        ["bookmark"] = "<path d=\"M4.5 2.5h7v11L8 10.8 4.5 13.5z\"/>",
        ["calendar"] =
            "<rect x=\"2.5\" y=\"3.5\" width=\"11\" height=\"10\" rx=\"1\"/><path d=\"M2.5 6.5h11M5.5 2v3M10.5 " +
            "2v3\"/>",
        ["chart"] = "<path d=\"M2.5 13.5h11M4.5 11V8M8 11V4M11.5 11V6.5\"/>",
        ["check"] = "<path d=\"M3 8.5 6.5 12 13 4.5\"/>",
        ["clip"] =
            "<path d=\"m12.5 7.5-4.8 4.8a2.8 2.8 0 0 1-4-4l5-5a1.9 1.9 0 0 1 2.7 2.7L6.6 10.8a.9.9 0 0 " +
            "1-1.3-1.3l4.2-4.2\"/>",
        ["clock"] = "<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M8 4.8V8l2.2 1.4\"/>",
        ["close"] = "<path d=\"m4 4 8 8M12 4l-8 8\"/>",
        ["contract"] = "<path d=\"M4 2.5h8v11H4zM6 5.5h4M6 8h4M9 11h1.5\"/>",
        ["copy"] = "<rect x=\"5.5\" y=\"5.5\" width=\"8\" height=\"8\" rx=\"1\"/><path d=\"M10.5 5.5v-3h-8v8h3\"/>",
        ["database"] =
            "<ellipse cx=\"8\" cy=\"4\" rx=\"5\" ry=\"2\"/><path d=\"M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 " +
            "1.1 2.2 2 5 2s5-.9 5-2\"/>",
        ["deploy"] = "<path d=\"M8 10V2.8M5 5.6 8 2.6l3 3M3 9.5v4h10v-4\"/>",
        ["doc"] = "<path d=\"M4 2.5h5.5l3 3v8H4zM6.2 8h4M6.2 10.5h4\"/>",
        ["dots"] = "<path d=\"M3.5 8h.1M8 8h.1M12.5 8h.1\" stroke-width=\"2.2\"/>",
        ["down"] = "<path d=\"M3.5 6 8 10.5 12.5 6\"/>",
        ["external"] = "<path d=\"M7 3.5H3.5v9h9V9M9.5 2.5h4v4M13.5 2.5 8 8\"/>",
        ["eye"] =
            "<path d=\"M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z\"/><circle cx=\"8\" " +
            "cy=\"8\" r=\"1.8\"/>",
        ["filter"] = "<path d=\"M2.5 4h11M4.5 8h7M6.5 12h3\"/>",
        ["flag"] = "<path d=\"M4 14V2.8h8l-1.8 3L12 8.8H4\"/>",
        ["globe"] =
            "<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M2.5 8h11M8 2.5c2 1.5 2.5 3.5 2.5 5.5S10 12 8 " +
            "13.5C6 12 5.5 10 5.5 8S6 4 8 2.5z\"/>",
        ["grip"] = "<path d=\"M6 4v.1M6 8v.1M6 12v.1M10 4v.1M10 8v.1M10 12v.1\" stroke-width=\"2\"/>",
        ["hash"] = "<path d=\"M6 2.5 5 13.5M11 2.5l-1 11M3 5.5h10.5M2.5 10.5H13\"/>",
        ["history"] = "<path d=\"M2.8 5.8A5.5 5.5 0 1 1 2.5 8M2.5 2.8v3h3M8 5v3.2l2 1.3\"/>",
        ["home"] = "<path d=\"M2.8 7.2 8 3l5.2 4.2V13H9.8V9.6H6.2V13H2.8z\"/>",
        ["inbox"] = "<path d=\"M2.5 9.5 4 3.5h8l1.5 6v3.5h-11zM2.5 9.5h3.3c.2 1 1 1.7 2.2 1.7s2-.7 2.2-1.7h3.3\"/>",
        ["info"] = "<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M8 7.5v3.2M8 5.2v.1\"/>",
        ["key"] = "<circle cx=\"5.5\" cy=\"10.5\" r=\"2.8\"/><path d=\"m7.5 8.5 5.5-5.5M11 5l2 2M9.5 6.5 11 8\"/>",
        ["layers"] = "<path d=\"m8 2.5 5.5 2.8L8 8.1 2.5 5.3zM2.5 8 8 10.8 13.5 8M2.5 10.7 8 13.5l5.5-2.8\"/>",
        ["left"] = "<path d=\"M10 3.5 5.5 8l4.5 4.5\"/>",
        ["link"] =
            "<path d=\"M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 " +
            "0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.8-.8\"/>",
        ["lock"] =
            "<rect x=\"3.5\" y=\"7\" width=\"9\" height=\"6.5\" rx=\"1\"/><path d=\"M5.5 7V5a2.5 2.5 0 0 1 5 " +
            "0v2\"/>",
        ["mail"] = "<rect x=\"2\" y=\"3.5\" width=\"12\" height=\"9\" rx=\"1\"/><path d=\"m2.5 4.5 5.5 4 5.5-4\"/>",
        ["mega"] = "<path d=\"M2.5 6.5v3h2l6 3v-9l-6 3zM12.8 6.5c.8.9.8 2.1 0 3M5 9.7l.8 3.3h1.7\"/>",
        ["menu"] = "<path d=\"M2.5 4.5h11M2.5 8h11M2.5 11.5h11\"/>",
        ["merge"] =
            "<path d=\"M4 2.5v3.5c0 2 1.5 3 4 3s4 1 4 3v1.5M4 9v4.5M2.5 12 4 13.5 5.5 12M10.5 12l1.5 1.5 " +
            "1.5-1.5\"/>",
        ["oncall"] =
            "<circle cx=\"8\" cy=\"8.6\" r=\"5\"/><path d=\"M8 6v2.8l1.8 1.1M2.6 3.6 4.2 2.4M13.4 " +
            "3.6l-1.6-1.2\"/>",
        ["org"] = "<path d=\"M3.5 13.5v-11h6v11M9.5 6.5h3v7M2 13.5h12M5.8 5.2h1.4M5.8 8h1.4M5.8 10.8h1.4\"/>",
        ["pause"] = "<path d=\"M5.5 3.5v9M10.5 3.5v9\"/>",
        ["pen"] = "<path d=\"M3 13l.6-2.8 7-7 2.2 2.2-7 7zM9.3 4.5l2.2 2.2\"/>",
        ["people"] =
            "<circle cx=\"6\" cy=\"5.6\" r=\"2.3\"/><path d=\"M1.8 13c.5-2.4 2.1-3.6 4.2-3.6s3.7 1.2 4.2 " +
            "3.6M10.6 3.5a2.3 2.3 0 0 1 0 4.3M11.9 9.7c1.2.5 2 1.6 2.3 3.3\"/>",
        ["phone"] =
            "<path d=\"M3.2 3h2.4l1.2 3-1.5 1.2a8 8 0 0 0 3.5 3.5L10 9.2l3 1.2v2.4c0 .4-.4.7-.8.7C7 13.3 2.7 9 " +
            "2.5 3.8c0-.4.3-.8.7-.8z\"/>",
        ["play"] = "<path d=\"M5 3.5v9l7-4.5z\"/>",
        ["plus"] = "<path d=\"M8 3v10M3 8h10\"/>",
        ["problem"] = "<path d=\"M13 8a5 5 0 1 1-1.5-3.6M13 2.4v2.4h-2.4\"/>",
        ["puzzle"] = "<path d=\"M3 6h2.3a1.6 1.6 0 1 1 2.9 0H11v2.6a1.6 1.6 0 1 1 0 2.9V14H3z\"/>",
        ["question"] = "<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M6.3 6.4A1.8 1.8 0 1 1 8 8.4v.8M8 11.2v.1\"/>",
        ["queue"] = "<path d=\"M2.5 4h11M2.5 8h11M2.5 12h7\"/>",
        ["reply"] = "<path d=\"M6.5 4 3 7.5 6.5 11M3 7.5h6.2a3.8 3.8 0 0 1 3.8 3.8v.9\"/>",
        ["right"] = "<path d=\"m6 3.5 4.5 4.5L6 12.5\"/>",
        ["run"] = "<path d=\"M5.5 3.5 10 8l-4.5 4.5\"/>",
        ["save"] = "<path d=\"M8 2.8v7M5 7l3 3 3-3M3 12.8h10\"/>",
        ["search"] = "<circle cx=\"7\" cy=\"7\" r=\"4.2\"/><path d=\"m10.2 10.2 3.3 3.3\"/>",
        ["send"] = "<path d=\"m2.5 8 11-5-4 11-2.2-4.5zM7.3 9.5 13.5 3\"/>",
        ["settings"] =
            "<circle cx=\"8\" cy=\"8\" r=\"2\"/><path d=\"M8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 " +
            "11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4\"/>",
        ["shield"] = "<path d=\"M8 2.2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4z\"/>",
        ["sign-out"] = "<path d=\"M6.5 3h-4v10h4M10 5l3 3-3 3M13 8H6\"/>",
        ["signal"] =
            "<path d=\"M8 8v.1M5.5 10.5a3.5 3.5 0 0 1 0-5M10.5 5.5a3.5 3.5 0 0 1 0 5M3.5 12.5a6.4 6.4 0 0 1 " +
            "0-9M12.5 3.5a6.4 6.4 0 0 1 0 9\"/>",
        ["sort"] = "<path d=\"M5 6.5 8 3.5l3 3M5 9.5l3 3 3-3\"/>",
        ["sort-down"] = "<path d=\"M8 3.5v9M4.5 9 8 12.5 11.5 9\"/>",
        ["sort-up"] = "<path d=\"M8 12.5v-9M4.5 7 8 3.5 11.5 7\"/>",
        ["split"] = "<path d=\"M8 13.5V10c0-2-1-3-2.5-4L3 4M8 10c0-2 1-3 2.5-4L13 4M3 7V4h3M10 4h3v3\"/>",
        ["star"] = "<path d=\"m8 2.5 1.7 3.6 3.8.5-2.8 2.7.7 3.9L8 11.3l-3.4 1.9.7-3.9L2.5 6.6l3.8-.5z\"/>",
        ["stop"] = "<rect x=\"4\" y=\"4\" width=\"8\" height=\"8\" rx=\"1\"/>",
        ["swap"] = "<path d=\"M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13\"/>",
        ["table"] = "<path d=\"M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6\"/>",
        ["tag"] = "<path d=\"M2.5 2.5h5.5l5.5 5.5-5.5 5.5-5.5-5.5z\"/><circle cx=\"5.5\" cy=\"5.5\" r=\".8\"/>",
        ["tasks"] = "<path d=\"m2.5 4.6 1.3 1.3 2.4-2.7M8.8 4.6h4.7M2.5 11l1.3 1.3 2.4-2.7M8.8 11h4.7\"/>",
        ["team"] =
            "<circle cx=\"8\" cy=\"4.6\" r=\"2\"/><path d=\"M4.6 9.8C5 8.2 6.3 7.5 8 7.5s3 .7 3.4 2.3\"/>" +
            "<circle cx=\"3.6\" cy=\"10.6\" r=\"1.2\"/><circle cx=\"12.4\" cy=\"10.6\" r=\"1.2\"/><path " +
            "d=\"M1.5 14c.2-1 1-1.5 2.1-1.5s1.9.5 2.1 1.5M10.3 14c.2-1 1-1.5 2.1-1.5s1.9.5 2.1 1.5\"/>",
        ["terminal"] = "<path d=\"M2.5 3.5h11v9h-11zM5 6.5 7 8l-2 1.5M8.5 10h2.5\"/>",
        ["theme"] =
            "<circle cx=\"8\" cy=\"8\" r=\"5.5\"/><path d=\"M8 2.5v11a5.5 5.5 0 0 0 0-11z\" " +
            "fill=\"currentColor\"/>",
        ["trash"] = "<path d=\"M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4\"/>",
        ["tree"] =
            "<rect x=\"6\" y=\"2\" width=\"4\" height=\"3\" rx=\".5\"/><rect x=\"2\" y=\"11\" width=\"4\" " +
            "height=\"3\" rx=\".5\"/><rect x=\"10\" y=\"11\" width=\"4\" height=\"3\" rx=\".5\"/><path d=\"M8 " +
            "5v3M4 11V8h8v3\"/>",
        ["undo"] = "<path d=\"M5.5 3 2.5 6l3 3M2.5 6h6.5a4 4 0 0 1 0 8H6\"/>",
        ["up"] = "<path d=\"M3.5 10 8 5.5l4.5 4.5\"/>",
        ["upload"] = "<path d=\"M8 10V3M5 6l3-3 3 3M3 12.8h10\"/>",
        ["user"] = "<circle cx=\"8\" cy=\"5.4\" r=\"2.5\"/><path d=\"M3 13.4c.6-2.6 2.5-3.9 5-3.9s4.4 1.3 5 3.9\"/>",
        ["wait"] =
            "<path d=\"M4 2.5h8M4 13.5h8M5 2.5c0 3 3 3.5 3 5.5s-3 2.5-3 5.5M11 2.5c0 3-3 3.5-3 5.5s3 2.5 3 " +
            "5.5\"/>",
        ["wrench"] = "<path d=\"M10.2 2.8a3.4 3.4 0 0 0-3.7 4.7l-4 4 2 2 4-4a3.4 3.4 0 0 0 4.7-3.7L11 7.8 8.2 5z\"/>",
    }.ToFrozenDictionary();
}
