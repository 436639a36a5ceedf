using System.CommandLine;
using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alertmanager;
using Bridgewatch.Signals.Integrations;

namespace Bridgewatch.Host.CommandLine;

/// <summary><c>alert parse</c>: shows what we understand of what a monitor sends. Touches no data and needs none.</summary>
internal static class AlertCommand
{
    private static readonly Option<string> Source = new("--source")
    {
        Description = "The kind of sender.",
        DefaultValueFactory = _ => Words.Of(IntegrationSource.Alertmanager),
    };

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Bodies as they were sent. Of several, each becomes one line.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Make()
    {
        Source.AcceptOnlyFromAmong([.. Enum.GetValues<IntegrationSource>().Select(Words.Of)]);
        var parse = new Command("parse", "Prints the alerts of bodies as JSON.") { Source, Files };
        parse.SetAction(Parse);
        return new("alert", "Explains alerts.") { parse };
    }

    private static async Task<int> Parse(ParseResult parsed, CancellationToken ct)
    {
        var files = parsed.GetValue(Files)!;
        var exit = BridgewatchCommand.Fine;
        foreach (var file in files)
        {
            var (json, readable) = await Explain(file, ct);
            if (!readable)
            {
                exit = BridgewatchCommand.Usage;
                if (files.Length == 1)
                {
                    parsed.Say($"{file}: {json}");
                    continue;
                }
                json = KernelJson.Write(new { file, error = json });
            }
            parsed.PrintLine(json);
        }
        return exit;
    }

    /// <returns>An array of alerts, or why there is none.</returns>
    private static async Task<(string Json, bool Readable)> Explain(string file, CancellationToken ct)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            var body = await AlertmanagerBody.ReadAsync(stream, ct);
            if (body.Error is { } error) return (InWords(error), false);
            // What concerns the whole body stands with each of its alerts, since an array has no other place.
            return (JsonSerializer.Serialize(body.Alerts.Select(a => a with { Warnings = [.. a.Warnings, .. body.Warnings] }), KernelJson.Options), true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (exception.Message, false);
        }
    }

    private static string InWords(AlertmanagerError error) => error.Fault switch
    {
        AlertmanagerFault.NotJson => $"This is no JSON: line {error.Line}, byte {error.Column}.",
        AlertmanagerFault.TooDeep => "This is nested deeper than any body of Alertmanager.",
        AlertmanagerFault.TooLarge => "This is larger than any body of Alertmanager.",
        _ => "This is JSON, but no body of Alertmanager: there is no list of alerts.",
    };
}
