using System.CommandLine;
using System.Globalization;
using Bridgewatch.Desk.Export;
using Bridgewatch.Kernel;
using Spectre.Console;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`export FOLDER`: everything as JSON Lines, and the contents of files by their hash. Also beside a running server.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "Where to; made when it is not there. It must be empty." };

    public static Command Make()
    {
        var command = new Command("export", "Writes everything as JSON Lines: customers, colleagues, tickets, what was said, and files. It holds personal data.") { Folder };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var folder = Path.GetFullPath(parsed.GetValue(Folder)!);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())) throw new Invalid("folder", $"{folder} is not empty.");
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        PrivateFolder.Make(folder);
        await offline.Send(new ExportEverything(), ct);
        var exported = await parsed.Status().StartAsync("Customers", status => offline.Ask((Exporter all, CancellationToken c) => all.Write(
            folder, tickets => status.Status(string.Create(CultureInfo.InvariantCulture, $"{tickets:N0} tickets")), c), ct));
        parsed.Print(exported);
        parsed.Say(string.Create(CultureInfo.InvariantCulture, $"Everything is in {folder}: {exported.Counts["tickets"]:N0} tickets, {exported.Counts["messages"]:N0} messages, {exported.Counts["attachments"]:N0} files."));
        if (exported.Missing.Count == 0) return BridgewatchCommand.Fine;
        parsed.Say(string.Create(CultureInfo.InvariantCulture, $"{exported.Missing.Count:N0} contents are not in the file store; the manifest names them."));
        return BridgewatchCommand.Found;
    }
}
