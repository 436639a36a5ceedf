namespace Bridgewatch.Ui;

/// <summary>The addresses that the shell itself points to. Access answers them.</summary>
public static class ShellPaths
{
    /// <summary>GET, a static page; takes <c>returnUrl</c>.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>POST with an antiforgery token.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>The signed-in person's own page.</summary>
    public const string Account = "/account";

    /// <summary>The reference of the API: no page of the workspace, so it opens in a tab of its own.</summary>
    public const string ApiReference = "/docs/api";

    /// <summary>Below it the navigation shows the settings.</summary>
    public const string Settings = "/settings";
}
