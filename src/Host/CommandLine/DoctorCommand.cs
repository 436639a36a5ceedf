using System.CommandLine;
using Bridgewatch.Host.Doctoring;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`doctor`: looks at everything that an operator can get wrong.</summary>
internal static class DoctorCommand
{
    public static Command Make()
    {
        var command = new Command("doctor", "Looks for what is wrong with this installation.");
        command.SetAction(Examine);
        return command;
    }

    private static async Task<int> Examine(ParseResult parsed, CancellationToken ct)
    {
        var diagnosis = await new Doctor(DataOptions.Read(parsed)).Examine(ct);
        parsed.Print(diagnosis);
        foreach (var check in diagnosis.Checks.Where(c => c.State != CheckState.Fine))
        {
            parsed.Say($"{(check.State == CheckState.Problem ? "Problem" : "Note")} ({check.Name}): {check.What} {check.Todo}");
        }
        if (diagnosis.Findings.Count == 0) parsed.Say($"Nothing is wrong. The server {(diagnosis.Serving ? "runs" : "does not run")}.");
        return diagnosis.Findings.Count == 0 ? BridgewatchCommand.Fine : BridgewatchCommand.Found;
    }
}
