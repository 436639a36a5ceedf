using System.Diagnostics.CodeAnalysis;
using Bridgewatch.Ui;

namespace Bridgewatch.Access.Http;

/// <summary>Where somebody goes after signing in: only to a page of ours, whatever the address says.</summary>
public static class ReturnUrl
{
    public static string ToSignIn(string path) => $"{ShellPaths.SignIn}?returnUrl={Uri.EscapeDataString(path)}";

    /// <summary>The address itself when it is a path of ours, otherwise the first page.</summary>
    public static string Safe(string? url) => IsOurs(url) ? url : "/";

    /// <summary>Browsers take a backslash for a slash, and two of them for another host.</summary>
    private static bool IsOurs([NotNullWhen(true)] string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal);
}
