using System.CommandLine;
using Bridgewatch.Kernel;

namespace Bridgewatch.Host.CommandLine;

/// <summary>What a verb says: results on standard output, one line each; words on standard error.</summary>
internal static class Result
{
    /// <summary>The result as one line of JSON.</summary>
    public static void Print<T>(this ParseResult parsed, T result) => parsed.PrintLine(KernelJson.Write(result));

    /// <summary>A result as a line of its own form, such as a token or columns with tabs between them.</summary>
    public static void PrintLine(this ParseResult parsed, string line) => parsed.InvocationConfiguration.Output.WriteLine(line);

    public static void Say(this ParseResult parsed, string words) => parsed.InvocationConfiguration.Error.WriteLine(words);
}
