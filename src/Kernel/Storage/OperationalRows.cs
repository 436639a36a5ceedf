using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>A right that one node holds for a while: to run a reactor, to seal, to sweep.</summary>
public sealed class Lease
{
    public required string Name { get; init; }

    public string Holder { get; set; } = "";

    public Instant Until { get; set; }
}

/// <summary>The next number for people, on SQLite. PostgreSQL has sequences.</summary>
public sealed class NumberRow
{
    public required string Kind { get; init; }

    public long Next { get; set; } = 1;
}

/// <summary>A data-protection key, when the database keeps them so that all nodes share one ring.</summary>
public sealed class ProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }
}

/// <summary>The lowest version of the program that may run on this schema.</summary>
public sealed class SchemaRow
{
    public int Id { get; init; } = 1;

    public required string LowestVersion { get; set; }
}
