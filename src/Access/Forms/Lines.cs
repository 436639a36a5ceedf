namespace Bridgewatch.Access.Forms;

/// <summary>Several short answers in one field: a line each, or with commas between.</summary>
internal static class Lines
{
    public static IReadOnlyList<string> Of(string? text) =>
        [.. (text ?? "").Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}
