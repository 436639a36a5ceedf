using System.CommandLine;
using System.Globalization;
using Bridgewatch.Host.Backups;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`backup` and `restore`.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Target = new("TARGET") { Description = "A .tar.gz file to write, or a folder to make." };

    private static readonly Argument<string> Source = new("SOURCE") { Description = "What 'backup' wrote: a .tar.gz file or a folder." };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace what is in the data folder and the database." };

    public static IEnumerable<Command> Make()
    {
        var backup = new Command("backup", "Copies database, keys and files, also while the server runs.") { Target };
        backup.SetAction(BackUp);
        var restore = new Command("restore", "Brings a backup back into an empty place, and verifies it.") { Source, Force };
        restore.SetAction(Restore);
        return [backup, restore];
    }

    private static async Task<int> BackUp(ParseResult parsed, CancellationToken ct)
    {
        var target = Path.GetFullPath(parsed.GetValue(Target)!);
        var manifest = await new Backup(DataOptions.Read(parsed)).Make(target, ct);
        parsed.Print(manifest);
        parsed.Say(string.Create(CultureInfo.InvariantCulture, $"{target}: {manifest.Parts.Sum(p => p.Bytes):N0} bytes in {manifest.Parts.Count} files, before packing."));
        parsed.Say("It holds the keys: guard it as you guard the data.");
        if (!manifest.Parts.Any(p => p.Name == "keys/seal-key.pem")) parsed.Say("The key of the seal lies elsewhere and is not in it.");
        return BridgewatchCommand.Fine;
    }

    private static async Task<int> Restore(ParseResult parsed, CancellationToken ct)
    {
        var source = Path.GetFullPath(parsed.GetValue(Source)!);
        if (!Path.Exists(source)) throw new InvalidDataException($"There is no {source}.");
        var restored = await new Restore(DataOptions.Read(parsed), parsed.GetValue(Force)).From(source, ct);
        parsed.Print(restored);
        parsed.Say($"Restored what was there at {restored.Manifest.At}.");
        if (restored.Pending > 0) parsed.Say(string.Create(CultureInfo.InvariantCulture, $"{restored.Pending:N0} deliveries were waiting then. The server will send them, also if they were sent after the backup was made."));
        VerifyCommand.Explain(parsed, restored.Verified);
        return restored.Verified.Findings.Count == 0 ? BridgewatchCommand.Fine : BridgewatchCommand.Found;
    }
}
