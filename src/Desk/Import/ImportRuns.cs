using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Import;

/// <summary>Says that an export begins to be read.</summary>
/// <param name="Source">The system it comes from: <c>zendesk:acme</c>.</param>
[Requires(DeskPermissions.ManageSettings)]
public sealed record StartImport(string Source) : ICommand<ImportRunId>;

internal sealed class StartImportHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<StartImport, ImportRunId>
{
    public ValueTask<ImportRunId> Handle(StartImport command, CancellationToken ct)
    {
        actor.MustHold(default);
        var run = ImportRun.Start(command.Source, envelope.At);
        db.ImportRuns.Add(run);
        return new(run.Id);
    }
}

/// <summary>Keeps how an export compares with what is here, once it was read.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record FinishImport(ImportRunId Run, MoveReport Report) : ICommand, IMendsText;

internal sealed class FinishImportHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<FinishImport>
{
    public async ValueTask<Unit> Handle(FinishImport command, CancellationToken ct)
    {
        actor.MustHold(default);
        var run = await db.ImportRuns.SingleOrDefaultAsync(r => r.Id == command.Run, ct) ?? throw new NotVisible("import");
        run.Finish(command.Report, envelope.At);
        return default;
    }
}
