using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;

namespace Bridgewatch.Catalog;

/// <summary>Organizations, contacts and components in the command palette, by the beginning of their names.</summary>
internal sealed class CatalogPalette(Reads reads) : IPaletteSource
{
    private const int Most = 4;

    public char? Sign => null;

    public async Task<IReadOnlyList<PaletteItem>> Find(string text, CancellationToken ct)
    {
        try
        {
            var organizations = await reads.From((OrganizationQueries q, CancellationToken c) => q.List(new(text), null, Most, false, c), ct);
            var contacts = await reads.From((ContactQueries q, CancellationToken c) => q.List(new(text), null, Most, false, c), ct);
            var components = await reads.From((ComponentQueries q, CancellationToken c) => q.List(new(text), null, Most, false, c), ct);
            return
            [
                .. organizations.Items.Select(o => new PaletteItem(o.Name, $"/organizations/{o.Id}", "org", o.Region)),
                .. contacts.Items.Select(c => new PaletteItem(c.Name, $"/contacts/{c.Id}", "user", c.Organizations is [var first, ..] ? first.Name : null)),
                .. components.Items.Select(c => new PaletteItem(c.Name, $"/settings/components/{c.Slug}", "tree", c.Slug)),
            ];
        }
        catch (Forbidden)
        {
            return [];
        }
    }
}
