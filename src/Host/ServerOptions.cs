namespace Bridgewatch.Host;

/// <summary>What a server needs to know before it can be built.</summary>
/// <param name="Data">The folder of the database (SQLite), keys and files. Made when it does not exist.</param>
/// <param name="Database">A PostgreSQL connection string; null for SQLite in the data folder.</param>
public sealed record ServerOptions(string Data, string? Database = null, string? Urls = null)
{
    public const string DefaultUrl = "http://localhost:8080";

    public const string DefaultData = "./data";

    /// <summary>Exchanges services after all others are known; for tests.</summary>
    public Action<IServiceCollection>? Replace { get; init; }

    /// <summary>Further configuration, above files and environment; for tests.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public string File => Path.Combine(Data, "bridgewatch.db");
}
