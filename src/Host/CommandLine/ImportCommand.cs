using System.CommandLine;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Kernel;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`import KIND PATH [--apply]`: shows what an import would do, and does it when told to; also beside a running server.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Given = new("path") { Description = "A table (CSV); for components a folder of YAML files, a zip of one, or one such file." };
    private static readonly Option<bool> Apply = new("--apply") { Description = "Does it. Without it nothing is changed." };

    private static readonly Option<string[]> Map = new("--map")
    {
        Description = "COLUMN=HEADER, once for each column that is named otherwise in the table; without HEADER it is not read.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Make()
    {
        var import = new Command("import", "Imports customers, architecture and colleagues from tables, or a whole help desk. Prints what it does as JSON; 1 when something stands against it.");
        foreach (var kind in Enum.GetValues<ImportKind>())
        {
            var verb = new Command(Words.Of(kind), $"Imports {Words.Of(kind)}.") { Given, Apply };
            if (ImportColumn.Of(kind).Count > 0) verb.Options.Add(Map);
            verb.SetAction((parsed, ct) => Run(kind, parsed, ct));
            import.Subcommands.Add(verb);
        }
        import.Subcommands.Add(MoveCommand.Zendesk());
        import.Subcommands.Add(MoveCommand.Status());
        return import;
    }

    private static async Task<int> Run(ImportKind kind, ParseResult parsed, CancellationToken ct)
    {
        var file = await Read(kind, parsed.GetValue(Given)!, ct) with { Mapping = ImportedFile.MappingOf(parsed.GetValue(Map) ?? [], Map.Name) };
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        var report = await offline.Ask((ImportQueries all, CancellationToken c) => all.Preview(kind, file, c), ct);
        if (parsed.GetValue(Apply) && report.CanBeApplied) report = await offline.Send(new ApplyImport(kind, file), ct);
        parsed.Print(report);
        parsed.Say(InWords(report, parsed.GetValue(Apply)));
        return report.CanBeApplied ? BridgewatchCommand.Fine : BridgewatchCommand.Found;
    }

    private static async Task<ImportedFile> Read(ImportKind kind, string path, CancellationToken ct)
    {
        if (kind == ImportKind.Components && Directory.Exists(path)) return ArchitectureArchive.Pack(path);
        if (!File.Exists(path)) throw new Invalid("path", $"There is no file {path}.");
        if (new FileInfo(path).Length > ImportedFile.Largest) throw new Invalid("path", $"At most {ImportedFile.Largest / 1_000_000} MB.");
        return new(Path.GetFileName(path), await File.ReadAllBytesAsync(path, ct));
    }

    private static string InWords(ImportReport report, bool apply)
    {
        var figures = $"{report.Created} new, {report.Changed} changed, {report.Unchanged} as before, {report.Refused} with errors";
        if (!report.CanBeApplied) return $"Not imported: {figures}. Mend what 'findings' names.";
        return apply ? $"Imported: {figures}." : $"It would be: {figures}. Add --apply to do it.";
    }
}
