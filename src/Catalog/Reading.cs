using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog;

internal static class Reading
{
    /// <summary>Questions ask this first; what is seen then is narrowed by <see cref="CatalogSight"/>.</summary>
    /// <exception cref="NotSignedIn">Nobody is signed in.</exception>
    /// <exception cref="Forbidden">The actor may not read the catalog anywhere.</exception>
    public static void MustRead(this Actor actor)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(CatalogPermissions.Read)) throw new Forbidden(CatalogPermissions.Read);
    }
}
