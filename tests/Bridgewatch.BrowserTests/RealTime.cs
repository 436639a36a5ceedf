using Bridgewatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.BrowserTests;

/// <summary>The application with its clock at the real time: a browser forgets cookies, and reckons ages, by a clock that cannot be exchanged.</summary>
internal static class RealTime
{
    /// <param name="ago">How far in the past the application starts.</param>
    public static Task<RunningApp> Open(Duration ago = default)
    {
#pragma warning disable RS0030 // The application's clock is set by the browser's.
        var start = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - ago;
#pragma warning restore RS0030
        return RunningApp.On(Engine.Sqlite, InstantPattern.ExtendedIso.Format(start));
    }
}
