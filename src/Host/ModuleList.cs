using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk;
using Bridgewatch.Governance;
using Bridgewatch.Kernel;
using Bridgewatch.Signals;

namespace Bridgewatch.Host;

/// <summary>The modules of this program, in the order in which they may know each other.</summary>
internal static class ModuleList
{
    public static Modules Make() => new(
    [
        new KernelModule(), new AccessModule(), new CatalogModule(), new DeskModule(), new SignalsModule(), new GovernanceModule(),
    ]);
}
