using Bridgewatch.Kernel;

namespace Bridgewatch.Host.CommandLine;

/// <summary>What a verb says: the result as one line of JSON on standard output, words on standard error.</summary>
internal static class Result
{
    public static void Print<T>(T result) => Console.Out.WriteLine(KernelJson.Write(result));

    public static void Say(string words) => Console.Error.WriteLine(words);
}
