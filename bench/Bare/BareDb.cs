using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Bench.Bare;

internal sealed class BareDb(DbContextOptions<BareDb> options) : DbContext(options)
{
    public DbSet<Row> Rows => Set<Row>();
}

internal sealed class Row
{
    public long Id { get; set; }

    public string Text { get; set; } = "";
}
