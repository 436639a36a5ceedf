using Bridgewatch.Catalog.Brands;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Portal;

/// <summary>Where customers find a brand's portal, on the brand's page.</summary>
internal sealed class BrandPortal : IPanel<BrandResource>
{
    public int Order => 100;

    public string? Permission => null;

    public Type Component => typeof(BrandPortalPanel);
}
