using Mediator;

namespace Bridgewatch.Kernel.Search;

/// <summary>Has every node make its search index anew. Each answers from the old one until the new one is whole.</summary>
/// <returns>By which a node says that it has done so.</returns>
[Requires(KernelPermissions.ManageReactors)]
public sealed record RebuildSearch : ICommand<Guid>;

/// <summary>Somebody had the search indexes made anew.</summary>
[JournalType(Type)]
public sealed record SearchRebuildAsked(Guid Rebuild) : JournalEvent
{
    public const string Type = "kernel.search.rebuild-asked.v1";
}

internal sealed class RebuildSearchHandler(Journal journal, Actor actor) : ICommandHandler<RebuildSearch, Guid>
{
    public ValueTask<Guid> Handle(RebuildSearch command, CancellationToken ct)
    {
        actor.MustHold(default);
        var rebuild = Guid.CreateVersion7();
        journal.Record(new("search", rebuild), new SearchRebuildAsked(rebuild));
        return new(rebuild);
    }
}
