using System.CommandLine;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Kernel;

namespace Bridgewatch.Host.CommandLine;

/// <summary><c>sla replay</c>: plays what happened to a ticket again under policies in a file, and shows every clock at every step; touches no data
/// and needs none. <c>sla check</c> holds the clocks of the data against what happened.</summary>
internal static class SlaCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "YAML with calendars, policies and events. Of several, each becomes one line.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Make()
    {
        var replay = new Command("replay", "Prints the clocks of a ticket after each event, as JSON.") { Files };
        replay.SetAction(Replay);
        var check = new Command("check", "Reckons all clocks and ended promises of all tickets anew and names what differs from those that are kept.");
        check.SetAction(Check);
        return new("sla", "Explains and checks SLA clocks.") { replay, check };
    }

    private static async Task<int> Check(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        var report = await offline.Ask((ClockCheck clocks, CancellationToken c) => clocks.Run(c), ct);
        parsed.Print(report);
        if (report.Different > ClockCheck.MostNamed) parsed.Say($"{report.Different} differ; the first {ClockCheck.MostNamed} are named.");
        return report.Different == 0 ? BridgewatchCommand.Fine : BridgewatchCommand.Found;
    }

    private static async Task<int> Replay(ParseResult parsed, CancellationToken ct)
    {
        var files = parsed.GetValue(Files)!;
        var exit = BridgewatchCommand.Fine;
        foreach (var file in files)
        {
            var (steps, error) = await Explain(file, ct);
            if (error is null)
            {
                parsed.Print(new { steps });
                continue;
            }
            exit = BridgewatchCommand.Usage;
            if (files.Length == 1) parsed.Say($"{file}: {error}");
            else parsed.Print(new { file, error });
        }
        return exit;
    }

    private static async Task<(IReadOnlyList<ReplayStep>? Steps, string? Error)> Explain(string file, CancellationToken ct)
    {
        try
        {
            var (replay, faults) = SlaFile.Read(await File.ReadAllTextAsync(file, ct));
            return replay is null ? (null, string.Join('\n', faults)) : (await replay.Run(ct), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
        catch (Refusal refusal)
        {
            return (null, $"{refusal.Message} {refusal.Todo}");
        }
    }
}
