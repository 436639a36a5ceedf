using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Portal;

/// <summary>The addresses of the portal.</summary>
internal static class PortalPaths
{
    public const string Home = "/portal";

    public const string New = "/portal/new";

    public const string Ask = "/portal/ask";

    public const string SignIn = "/portal/sign-in";

    public const string SignOut = "/portal/sign-out";

    public const string Missing = "/portal/missing";

    public const int LongestReturn = 200;

    public static string Request(TicketNumber number) => $"{Home}/requests/{number}";

    public static string File(TicketNumber number, AttachmentId file) => $"{Request(number)}/files/{file}";

    public static string Link(string secret) => $"{Home}/link/{secret}";

    /// <summary>Where somebody goes on after signing in: to a page of the portal, whatever the address says.</summary>
    public static string Safe(string? path) =>
        path is { Length: <= LongestReturn } && (path == Home || path.StartsWith(Home + "/", StringComparison.Ordinal) || path.StartsWith(Home + "?", StringComparison.Ordinal))
        && !path.Any(c => char.IsControl(c) || c == '\\')
            ? path
            : Home;
}
