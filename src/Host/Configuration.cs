using System.Collections;
using System.Globalization;
using System.Net;
using Bridgewatch.Access.Providers;
using Npgsql;

namespace Bridgewatch.Host;

/// <summary>What the operator decides outside the product: addresses, database, keys. Read once at start; anything unknown or
/// wrong stops it. What people decide inside the product are settings.</summary>
/// <param name="PublicUrl">Where people reach it; null takes the address on which it listens.</param>
/// <param name="TrustedProxies">Addresses and networks whose X-Forwarded headers are believed.</param>
/// <param name="Outbound">Networks that webhooks may reach although they are closed to outgoing requests.</param>
/// <param name="SignIn">Who may vouch for people at sign-in.</param>
public sealed record Configuration(Uri? PublicUrl, IReadOnlyList<IPNetwork> TrustedProxies, IReadOnlyList<IPNetwork> Outbound, SignInWays SignIn)
{
    public const string Prefix = "BRIDGEWATCH__";

    /// <summary>The first administrator, for a start without anybody at the browser. Ignored once there is one.</summary>
    public const string AdminEmail = "BRIDGEWATCH_ADMIN_EMAIL";

    public const string AdminPassword = "BRIDGEWATCH_ADMIN_PASSWORD";

    /// <summary>Every key there is, with what its value looks like.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DATA"] = "a folder, such as /var/lib/bridgewatch",
        ["DATABASE"] = "a PostgreSQL connection string, such as Host=db;Database=bridgewatch;Username=bridgewatch",
        ["URLS"] = "an address to listen on, such as http://localhost:8080",
        ["PUBLICURL"] = "the address under which people reach it, such as https://support.example.com",
        ["TRUSTEDPROXIES"] = "addresses or networks with commas between, such as 10.0.0.5,192.168.0.0/16",
        ["OUTBOUND"] = "addresses or networks that webhooks may reach although they are private, such as 10.0.0.0/8",
        ["FILES"] = "the folder of attachments, which all nodes share, such as /mnt/shared/bridgewatch-files",
        ["SEALKEY"] = "the file of the seal's private key, such as /etc/bridgewatch/seal-key.pem",
        [ProviderConfiguration.Passwords] = "on or off",
        [ProviderConfiguration.Providers] = "one or several, each below a key of its own, such as BRIDGEWATCH__PROVIDERS__ENTRA__AUTHORITY",
        ["ANCHORFILE"] = "a file to which signed roots of the journal are appended, such as /mnt/elsewhere/roots.jsonl",
    };

    /// <summary>Reads and checks everything, and names all that is wrong at once.</summary>
    /// <exception cref="ConfigurationError">Something is unknown or malformed; the message says what to change.</exception>
    public static Configuration Read(IConfiguration source, ServerOptions options, IDictionary? environment = null)
    {
        var wrong = new List<string>();
        wrong.AddRange(Unknown(environment ?? Environment.GetEnvironmentVariables()));
        var section = source.GetSection("BRIDGEWATCH");
        wrong.AddRange(section.GetChildren().Where(c => !Known.ContainsKey(c.Key)).Select(c => Stranger($"{Prefix}{c.Key.ToUpperInvariant()}")));
        wrong.AddRange(section.GetChildren().Where(c => !c.Key.Equals(ProviderConfiguration.Providers, StringComparison.OrdinalIgnoreCase)).SelectMany(c => c.GetChildren().Select(part => Stranger($"{Prefix}{c.Key.ToUpperInvariant()}__{part.Key}"))));
        var url = PublicUrlOf(section["PUBLICURL"], wrong);
        var proxies = NetworksOf("TRUSTEDPROXIES", section["TRUSTEDPROXIES"], wrong);
        var outbound = NetworksOf("OUTBOUND", section["OUTBOUND"], wrong);
        var signIn = ProviderConfiguration.Read(section, wrong);
        CheckDatabase(options.Database, wrong);
        CheckUrls(options.Urls ?? section["URLS"], wrong);
        return wrong.Count == 0 ? new(url, proxies, outbound, signIn) : throw new ConfigurationError(string.Join('\n', wrong.Distinct()));
    }

    private static IEnumerable<string> Unknown(IDictionary environment) =>
        from name in environment.Keys.Cast<string>()
        where name.StartsWith("BRIDGEWATCH_", StringComparison.OrdinalIgnoreCase)
        where !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        where !name.Equals(AdminEmail, StringComparison.OrdinalIgnoreCase) && !name.Equals(AdminPassword, StringComparison.OrdinalIgnoreCase)
        select Stranger(name);

    private static string Stranger(string name) =>
        $"{name} is no setting of Bridgewatch. Remove it, or correct it to one of: {string.Join(", ", Known.Keys.Select(k => Prefix + k))}, {AdminEmail}, {AdminPassword}.";

    private static string Malformed(string key, string value) => $"{Prefix}{key} is '{value}', but must be {Known[key]}.";

    private static Uri? PublicUrlOf(string? value, List<string> wrong)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/" && url.Query.Length == 0) return url;
        wrong.Add(Malformed("PUBLICURL", value) + " It has no path of its own.");
        return null;
    }

    private static List<IPNetwork> NetworksOf(string key, string? value, List<string> wrong)
    {
        var networks = new List<IPNetwork>();
        foreach (var part in (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(part, out var address)) networks.Add(new(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else wrong.Add(Malformed(key, part));
        }
        return networks;
    }

    private static void CheckDatabase(string? connection, List<string> wrong)
    {
        if (connection is null) return;
        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connection).Host)) wrong.Add("The connection string names no Host. It must be " + Known["DATABASE"] + ".");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            // The string holds a password, so it is not repeated.
            wrong.Add($"The connection string cannot be read: {exception.Message} It must be {Known["DATABASE"]}.");
        }
    }

    private static void CheckUrls(string? urls, List<string> wrong)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var named = url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
            if (!Uri.TryCreate(named, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https")) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"It cannot listen on '{url}': give {Known["URLS"]}."));
        }
    }
}
