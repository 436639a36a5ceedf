using System.Diagnostics;

namespace Bridgewatch.Tests.Harness;

/// <summary>Runs a short program to its end.</summary>
public static class Command
{
    /// <summary>Returns what it wrote to standard output.</summary>
    /// <exception cref="ShouldAssertException">It ended with another code than 0.</exception>
    public static async Task<string> Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', command)}\n{await output}{await errors}");
        return await output;
    }
}
