using System.Security.Cryptography;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Catalog.Import;

/// <summary>Imports a file as a whole, or not at all. What is there already is changed; nothing is taken away.</summary>
[Requires(CatalogPermissions.Import)]
public sealed record ApplyImport(ImportKind Kind, ImportedFile File) : ICommand<ImportReport>, IBulkCommand;

internal sealed class ApplyImportValidator : AbstractValidator<ApplyImport>
{
    public ApplyImportValidator()
    {
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.File.Content).NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.the-file-is-empty"))
            .Must(c => c.Length <= ImportedFile.Largest).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.at-most-mb", ImportedFile.Largest / 1_000_000)).OverridePropertyName("File");
    }
}

/// <summary>What was read of the file before the transaction.</summary>
internal sealed class PreparedImport(IEnumerable<IImport> imports) : IPrepare<ApplyImport>
{
    public object? Read { get; private set; }

    public ValueTask Prepare(ApplyImport command, CancellationToken ct)
    {
        Read = imports.Single(i => i.Kind == command.Kind).Read(command.File);
        return default;
    }
}

internal sealed class ApplyImportHandler(
    Actor actor, Envelope envelope, Journal journal, IEnumerable<IImport> imports, PreparedImport prepared) : ICommandHandler<ApplyImport, ImportReport>
{
    public async ValueTask<ImportReport> Handle(ApplyImport command, CancellationToken ct)
    {
        actor.MustHold(default);
        if (envelope.Origin == Origin.Live) envelope.Origin = Origin.Imported;
        var import = imports.Single(i => i.Kind == command.Kind);
        var report = await ImportReport.Of(import, prepared.Read!, ct);
        if (!report.CanBeApplied) throw ImportRefusals.HasErrors(report);
        await import.BeforeWriting(ct);
        report = report with { Id = ImportId.New() };
        journal.Record(new("import", report.Id.Value.Value), new CatalogImported(
            report.Id.Value, command.Kind, report.Created, report.Changed, report.Unchanged, Convert.ToHexStringLower(SHA256.HashData(command.File.Content))));
        return report;
    }
}

internal static class ImportRefusals
{
    public static Refusal HasErrors(ImportReport report) =>
        new("import-has-errors", $"{report.Findings.Count(f => f.Weight is FindingWeight.Error)} errors were found, so nothing was imported.",
            "Mend the lines that 'findings' names and send the file again.")
        { Facts = new Dictionary<string, object?> { ["findings"] = report.Findings } };
}

/// <summary>A file was imported. What it changed stands beside it in the journal, with the same correlation.</summary>
/// <param name="Sha256">Of the file, in hexadecimal.</param>
[JournalType("catalog.imported.v1")]
public sealed record CatalogImported(ImportId Import, ImportKind Kind, int Created, int Changed, int Unchanged, string Sha256) : JournalEvent;
