using Bridgewatch.Host.CommandLine;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// The command line within the test's own process, which is twenty times faster than a process of its own and sees the same database.
/// What a shell gives, such as variables, standard input and signals, is tested with <see cref="ServerProcess.Cli(string[])"/>.
/// </summary>
public static class Verb
{
    /// <summary>Runs one verb to its end: <c>await Verb.Run("verify", "--data", folder)</c>.</summary>
    public static async Task<CliResult> Run(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await BridgewatchCommand.Run(arguments, new() { Output = output, Error = errors, ProcessTerminationTimeout = null })
            .WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        return new(exit, output.ToString(), errors.ToString());
    }
}
