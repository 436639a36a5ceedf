using System.CommandLine;
using System.Globalization;
using Bridgewatch.Desk.Import;
using Spectre.Console;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`import zendesk PATH` and `import status`: brings another help desk along, and says how it compares. Also beside a running server.</summary>
internal static class MoveCommand
{
    private static readonly Argument<string> Given = new("path") { Description = "The export: a folder of .json, .jsonl and .ndjson files, or one such file." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Writes nothing; says what would come and what cannot be read." };
    private static readonly Option<string?> Account = new("--account") { Description = "The account's name there, where the export does not tell it." };
    private static readonly Option<bool> WithoutFiles = new("--without-files") { Description = "Contents of files that do not lie beside the export are named, and are no difference." };

    public static Command Zendesk()
    {
        var command = new Command("zendesk", "Imports a Zendesk account from its export. May be broken off and repeated; 1 when something differs at the end.") { Given, DryRun, Account, WithoutFiles };
        command.SetAction(Run);
        return command;
    }

    public static Command Status()
    {
        var command = new Command("status", "Says what of other help desks is here, and how the last imports compared. 1 when the last one differed or was broken off.");
        command.SetAction(Show);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var options = new MoveOptions(parsed.GetValue(Account), parsed.GetValue(DryRun), parsed.GetValue(WithoutFiles));
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        var report = await parsed.Status().StartAsync("Reads", status => offline.AsOperator((ZendeskImport import, CancellationToken c) => import.Run(
            parsed.GetValue(Given)!, options, (what, count) => status.Status(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}")), c), ct));
        parsed.Print(report);
        foreach (var line in InWords(report)) parsed.Say(line);
        return report.DryRun || report.Differences == 0 ? BridgewatchCommand.Fine : BridgewatchCommand.Found;
    }

    private static async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        var status = await offline.Ask((ImportQueries all, CancellationToken c) => all.Status(c), ct);
        parsed.Print(status);
        if (status.Runs is not [var last, ..])
        {
            parsed.Say("Nothing was imported from another help desk.");
            return BridgewatchCommand.Fine;
        }
        if (last.Report is not { } report)
        {
            parsed.Say($"The import of {last.Source} from {last.StartedAt} is running, or was broken off. The next one goes on where it was.");
            return BridgewatchCommand.Found;
        }
        foreach (var line in InWords(report)) parsed.Say(line);
        return report.Differences == 0 ? BridgewatchCommand.Fine : BridgewatchCommand.Found;
    }

    private static IEnumerable<string> InWords(MoveReport report)
    {
        const int named = 20;
        foreach (var (what, count) in new[]
        {
            ("organizations", report.Organizations), ("users", report.Users), ("groups", report.Groups), ("fields", report.Fields), ("macros", report.Macros), ("tickets", report.Tickets),
            ("messages", report.Messages), ("files", report.Files),
        })
            yield return string.Create(CultureInfo.InvariantCulture, $"{count.There,10:N0} {what} there, {count.Here:N0} here{(count.New + count.Changed > 0 ? $" ({count.New:N0} new, {count.Changed:N0} changed)" : "")}");
        foreach (var unread in report.NotRead.Take(named)) yield return $"Not read: {unread.What}: {unread.Why}";
        if (report.Unreadable > named) yield return string.Create(CultureInfo.InvariantCulture, $"… {report.Unreadable:N0} in all.");
        foreach (var unread in report.NotConverted) yield return $"Not converted: {unread.What}: {unread.Why}";
        foreach (var file in report.PassedOver.Take(named)) yield return $"Not looked at: {file}";
        if (report.DryRun)
        {
            yield return "Nothing was written. Leave out --dry-run to do it.";
            yield break;
        }
        foreach (var difference in report.First.Take(named)) yield return $"Differs: {difference.What}: {difference.Difference}";
        yield return report.Differences == 0 ? "Nothing differs." : string.Create(CultureInfo.InvariantCulture, $"{report.Differences:N0} differences.");
    }
}
