using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Desk.Export;

/// <summary>Notes that everything is taken out. Only the operator of the machine does that, who could copy the database as well.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ExportEverything : ICommand;

/// <summary>Everything was taken out: customers, tickets, what was said, and files.</summary>
[JournalType("desk.everything.exported.v1")]
public sealed record EverythingExported : JournalEvent;

internal sealed class ExportEverythingHandler(Journal journal) : ICommandHandler<ExportEverything>
{
    public ValueTask<Unit> Handle(ExportEverything command, CancellationToken ct)
    {
        journal.Record(new("export", Guid.CreateVersion7()), new EverythingExported());
        return default;
    }
}
