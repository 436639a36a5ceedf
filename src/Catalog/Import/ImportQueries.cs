using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Import;

/// <summary>Shows what an import would do, by doing it in a context that is thrown away.</summary>
public sealed class ImportQueries
{
    private readonly Actor _actor;
    private readonly IEnumerable<IImport> _imports;

    internal ImportQueries(Actor actor, IEnumerable<IImport> imports) => (_actor, _imports) = (actor, imports);

    /// <exception cref="Forbidden">The actor may not import.</exception>
    public async Task<ImportReport> Preview(ImportKind kind, ImportedFile file, CancellationToken ct)
    {
        if (!_actor.May(CatalogPermissions.Import, default)) throw new Forbidden(CatalogPermissions.Import);
        var import = _imports.Single(i => i.Kind == kind);
        return await ImportReport.Of(import, import.Read(file), ct);
    }
}
