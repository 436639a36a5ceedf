using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Bridgewatch.Catalog.Lists;

/// <summary>Text that is compared byte by byte on both engines, so that ranges and orders are the same.</summary>
public static class ListColumns
{
    internal static PropertyBuilder<string> IsListKey(this PropertyBuilder<string> column, bool postgres) =>
        column.HasMaxLength(ListKey.Longest).IsCode(postgres);

    public static PropertyBuilder<string> IsCode(this PropertyBuilder<string> column, bool postgres) =>
        postgres ? column.UseCollation("C") : column;
}
