using System.CommandLine;
using System.Globalization;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`seal export`: writes the signed roots that `verify --anchors` compares with.</summary>
internal static class SealCommand
{
    private const int LargestRead = 5_000;

    private static readonly Argument<FileInfo> File = new("FILE") { Description = "Where to write them, one JSON line each. An existing file is replaced." };

    public static Command Make()
    {
        var export = new Command("export", "Writes all signed roots to a file, to be kept elsewhere.") { File };
        export.SetAction(Export);
        return new Command("seal", "The seal of the journal.") { export };
    }

    private static async Task<int> Export(ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetValue(File)!.FullName;
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        var (count, newest) = (0L, 0L);
        // Another name until it is whole, so that a full disk does not leave half of the roots under the right one.
        var draft = file + ".part";
        await using (var lines = new StreamWriter(draft))
        {
            while (true)
            {
                var roots = await offline.Ask((SignedRoots all, CancellationToken c) => all.After(newest, LargestRead, c), ct);
                foreach (var root in roots) await lines.WriteLineAsync(KernelJson.Write(root).AsMemory(), ct);
                count += roots.Count;
                if (roots.Count > 0) newest = roots[^1].Batch;
                if (roots.Count < LargestRead) break;
            }
        }
        System.IO.File.Move(draft, file, overwrite: true);
        parsed.Print(new { roots = count, newest });
        parsed.Say(string.Create(CultureInfo.InvariantCulture, $"{count:N0} signed roots are in {file}. Keep it where the database's owner has no control."));
        return BridgewatchCommand.Fine;
    }
}
