using System.CommandLine;
using Bridgewatch.Kernel;
using Spectre.Console;

namespace Bridgewatch.Host.CommandLine;

/// <summary>What a verb says: results on standard output, one line each; words on standard error.</summary>
internal static class Result
{
    /// <summary>The result as one line of JSON.</summary>
    public static void Print<T>(this ParseResult parsed, T result) => parsed.PrintLine(KernelJson.Write(result));

    /// <summary>A result as a line of its own form, such as a token or columns with tabs between them.</summary>
    public static void PrintLine(this ParseResult parsed, string line) => parsed.InvocationConfiguration.Output.WriteLine(line);

    public static void Say(this ParseResult parsed, string words) => parsed.InvocationConfiguration.Error.WriteLine(words);

    /// <summary>A bar on standard error for work whose length is known.</summary>
    public static Spectre.Console.Progress Progress(this ParseResult parsed)
    {
        var terminal = parsed.Terminal();
        return terminal.Progress().AutoClear(true).AutoRefresh(terminal.Profile.Out.IsTerminal);
    }

    /// <summary>A line on standard error that says how far work of unknown length has come.</summary>
    public static Status Status(this ParseResult parsed)
    {
        var terminal = parsed.Terminal();
        return terminal.Status().AutoRefresh(terminal.Profile.Out.IsTerminal);
    }

    // Only a terminal is drawn to anew: Spectre.Console's thread outlives work that ends before the thread has begun, and would write to a closed file.
    private static IAnsiConsole Terminal(this ParseResult parsed) => AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(parsed.InvocationConfiguration.Error) });
}
