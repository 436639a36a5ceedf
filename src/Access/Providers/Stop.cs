using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Providers;

/// <summary>Why a sign-in by a provider came to nothing.</summary>
public enum Stopped
{
    /// <summary>Something that is for whoever runs this installation; the log has it.</summary>
    Failed,

    /// <summary>The provider does not answer.</summary>
    Away,

    /// <summary>The person, or the provider, said no.</summary>
    Denied,

    /// <summary>It was not begun in this browser, or too long ago.</summary>
    Forgotten,

    /// <summary>The provider's time and ours differ.</summary>
    Clock,

    /// <summary>The provider does not say that the address is theirs.</summary>
    Unverified,

    /// <summary>Nobody here has the address.</summary>
    Unknown,

    /// <summary>The person is here no longer.</summary>
    Left,

    /// <summary>The person signs in with another account of the provider.</summary>
    LinkedOtherwise,
}

/// <summary>The page that says what happened and what to do.</summary>
internal static class Stop
{
    public const string Path = "/sign-in/stopped";

    public static string Address(Stopped why, string provider, string returnUrl) =>
        $"{Path}?why={Words.Of(why)}&provider={Uri.EscapeDataString(provider)}&returnUrl={Uri.EscapeDataString(returnUrl)}";
}
