using System.Text.RegularExpressions;

namespace Bridgewatch.Catalog.Naming;

/// <summary>The language that somebody writes in, as a tag of BCP 47: <c>de</c>, <c>de-AT</c>.</summary>
public static partial class LanguageTag
{
    public static bool Is(string? text) => text is not null && Form.IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\z")]
    private static partial Regex Form { get; }
}
