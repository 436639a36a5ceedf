using System.Text.RegularExpressions;
using Bridgewatch.Access.Providers;
using Bridgewatch.Desk.Portal;
using Bridgewatch.Kernel;

namespace Bridgewatch.Host;

/// <summary>Reads who may vouch for people at sign-in: <c>BRIDGEWATCH__PROVIDERS__KEY__…</c>.</summary>
internal static partial class ProviderConfiguration
{
    public const string Providers = "PROVIDERS";

    public const string Passwords = "PASSWORDS";

    private const string Name = "NAME";
    private const string Authority = "AUTHORITY";
    private const string ClientId = "CLIENTID";
    private const string ClientSecret = "CLIENTSECRET";
    private const string ClientSecretFile = "CLIENTSECRETFILE";
    private const string Scopes = "SCOPES";
    private const string GroupsClaim = "GROUPSCLAIM";
    private const string VerifiedClaim = "VERIFIEDCLAIM";
    private const string CreatePeople = "CREATEPEOPLE";
    private const string Roles = "ROLES";
    private const string Teams = "TEAMS";
    private const string Portal = "PORTAL";

    private static readonly string[] RuleKeys = ["GROUP", "ROLE", "SCOPE", "IN", "REGION"];

    private static readonly string[] TeamKeys = ["GROUP", "TEAM"];

    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Name] = "what stands on the button, such as Microsoft",
        [Authority] = "the provider's https address, such as https://login.microsoftonline.com/TENANT/v2.0",
        [ClientId] = "the id under which the provider knows this installation",
        [ClientSecret] = "the secret that the provider gave for it",
        [ClientSecretFile] = "a file that holds the secret, such as /etc/bridgewatch/entra-secret",
        [Scopes] = "words with spaces between, openid among them, such as openid profile email",
        [GroupsClaim] = "the claim that holds a person's groups, such as groups",
        [VerifiedClaim] = "the claim that says whether the address is theirs, such as email_verified",
        [CreatePeople] = "domains of addresses with commas between, such as example.com,example.org",
        [Roles] = $"rules numbered from 0, each with {string.Join(", ", RuleKeys)}",
        [Teams] = $"rules numbered from 0, each with {string.Join(", ", TeamKeys)}",
        [Portal] = $"the short name of the brand whose customers it lets into the portal, such as {PortalProviders.DefaultBrand}",
    };

    public static SignInWays Read(IConfigurationSection section, List<string> wrong)
    {
        var providers = section.GetSection(Providers).GetChildren().Select(s => Provider(s, wrong)).OfType<SignInProvider>().OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var passwords = section[Passwords] is not { Length: > 0 } given || IsOn(given, wrong);
        if (!passwords && section.GetSection(Providers).GetChildren().All(p => p[Portal] is { Length: > 0 })) wrong.Add($"{Configuration.Prefix}{Passwords} is off, but there is no provider for people of yours: nobody could sign in. Give one under {Configuration.Prefix}{Providers}__KEY.");
        return new([.. providers.Where(p => p.Portal is null)], passwords) { Customers = [.. providers.Where(p => p.Portal is not null)] };
    }

    private static bool IsOn(string given, List<string> wrong)
    {
        if (given is "on" or "true" or "1") return true;
        if (given is not ("off" or "false" or "0")) wrong.Add($"{Configuration.Prefix}{Passwords} is '{given}', but must be on or off.");
        return false;
    }

    private static SignInProvider? Provider(IConfigurationSection section, List<string> wrong)
    {
        var (key, before) = (section.Key.ToLowerInvariant(), wrong.Count);
        var place = $"{Configuration.Prefix}{Providers}__{section.Key.ToUpperInvariant()}";
        if (key.Length > SignInProvider.LongestKey || !Key().IsMatch(key)) wrong.Add($"{place}: a provider's key has letters a to z, digits and dashes, at most {SignInProvider.LongestKey}, since it stands in addresses.");
        if (key == SignInProvider.Directory) wrong.Add($"{place}: '{key}' stands for the directory that tells of people by SCIM. Choose another key.");
        foreach (var stranger in section.GetChildren().Where(c => !Known.ContainsKey(c.Key)))
            wrong.Add($"{place}__{stranger.Key.ToUpperInvariant()} is no setting of a provider. Remove it, or correct it to one of: {string.Join(", ", Known.Keys)}.");
        string Needed(string name)
        {
            if (section[name] is { Length: > 0 } value) return value;
            wrong.Add($"{place}__{name} is missing: give {Known[name]}.");
            return "";
        }
        var authority = Needed(Authority);
        if (authority.Length > 0 && !IsAuthority(authority)) wrong.Add($"{place}__{Authority} is '{authority}', but must be {Known[Authority]}.");
        var scopes = Parts(section[Scopes], ' ');
        if (scopes.Count > 0 && !scopes.Contains("openid")) wrong.Add($"{place}__{Scopes} is '{section[Scopes]}', but must be {Known[Scopes]}.");
        var domains = Parts(section[CreatePeople], ',');
        if (domains.Find(d => Uri.CheckHostName(d) != UriHostNameType.Dns || !d.Contains('.', StringComparison.Ordinal)) is { } odd) wrong.Add($"{place}__{CreatePeople} has '{odd}', but must be {Known[CreatePeople]}.");
        var teams = section.GetSection(Teams).GetChildren().Select(t => Team(t, $"{place}__{Teams}__{t.Key}", wrong)).OfType<MappedTeam>().ToList();
        var portal = section[Portal] is { Length: > 0 } brand ? brand.ToLowerInvariant() : null;
        if (portal is not null && !Key().IsMatch(portal)) wrong.Add($"{place}__{Portal} is '{portal}', but must be {Known[Portal]}.");
        foreach (var ours in new[] { CreatePeople, Roles, Teams }.Where(k => portal is not null && section.GetSection(k) is var part && (part.Value is { Length: > 0 } || part.GetChildren().Any())))
            wrong.Add($"{place}__{ours} makes people of yours, but {Portal} says that the provider vouches for customers. Remove one of the two.");
        var (client, secret, roles) = (Needed(ClientId), Secret(section, place, wrong), section.GetSection(Roles).GetChildren().Select(r => Rule(r, $"{place}__{Roles}__{r.Key}", wrong)).OfType<MappedRole>().ToList());
        if (wrong.Count > before) return null;
        return new(key, section[Name] is { Length: > 0 } name ? name : section.Key, new(authority), client, secret)
        {
            Scopes = scopes.Count > 0 ? scopes : SignInProvider.UsualScopes,
            GroupsClaim = section[GroupsClaim] is { Length: > 0 } groups ? groups : SignInProvider.UsualGroups,
            VerifiedClaim = section[VerifiedClaim] is { Length: > 0 } verified ? verified : SignInProvider.UsualVerified,
            CreatePeople = domains,
            Roles = roles,
            Teams = teams,
            Portal = portal,
        };
    }

    /// <summary>Passwords of people go there, and signatures come from there: in the open only on one's own machine.</summary>
    private static bool IsAuthority(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Query.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private static string Secret(IConfigurationSection section, string place, List<string> wrong)
    {
        var (given, file) = (section[ClientSecret], section[ClientSecretFile]);
        if (string.IsNullOrEmpty(given) == string.IsNullOrEmpty(file))
        {
            wrong.Add($"{place}: give either {ClientSecret} or {ClientSecretFile}.");
            return "";
        }
        if (!string.IsNullOrEmpty(given)) return given;
        try
        {
            if (File.ReadAllText(file!).Trim() is { Length: > 0 } read) return read;
            wrong.Add($"{place}__{ClientSecretFile}: {file} is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            wrong.Add($"{place}__{ClientSecretFile}: {exception.Message}");
        }
        return "";
    }

    private static MappedRole? Rule(IConfigurationSection section, string place, List<string> wrong)
    {
        var before = wrong.Count;
        RefuseStrangers(section, RuleKeys, place, wrong);
        var (group, role, said, @in, region) = (section["GROUP"], section["ROLE"], section["SCOPE"], section["IN"], section["REGION"]);
        if (string.IsNullOrWhiteSpace(group) || string.IsNullOrWhiteSpace(role)) wrong.Add($"{place} needs GROUP, the group at the provider, and ROLE, the code of a role here, such as support-lead.");
        GrantScope? scope = null;
        if (!string.IsNullOrEmpty(said))
        {
            scope = Enum.GetValues<GrantScope>().Cast<GrantScope?>().FirstOrDefault(s => Words.Of(s!.Value) == said);
            if (scope is null) wrong.Add($"{place}__SCOPE is '{said}', but must be one of: {string.Join(", ", Enum.GetValues<GrantScope>().Select(s => Words.Of(s)))}.");
        }
        Guid? id = Guid.TryParse(@in, out var parsed) ? parsed : null;
        if (scope is GrantScope.Organization or GrantScope.Queue or GrantScope.Brand != id is not null || (!string.IsNullOrEmpty(@in) && id is null))
            wrong.Add($"{place}__IN is the id of the organization, queue or brand, and goes with a SCOPE that is one of them.");
        if (scope is GrantScope.Region == string.IsNullOrWhiteSpace(region)) wrong.Add($"{place}__REGION goes with the SCOPE region.");
        return wrong.Count > before ? null : new(group!, role!, scope, id, string.IsNullOrWhiteSpace(region) ? null : region.Trim());
    }

    private static MappedTeam? Team(IConfigurationSection section, string place, List<string> wrong)
    {
        RefuseStrangers(section, TeamKeys, place, wrong);
        if (section["GROUP"] is { Length: > 0 } group && section["TEAM"] is { Length: > 0 } team) return new(group, team);
        wrong.Add($"{place} needs GROUP, the group at the directory, and TEAM, the short name of a team here.");
        return null;
    }

    private static void RefuseStrangers(IConfigurationSection section, string[] keys, string place, List<string> wrong)
    {
        foreach (var stranger in section.GetChildren().Where(c => !keys.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
            wrong.Add($"{place}__{stranger.Key.ToUpperInvariant()} belongs to no rule. A rule has {string.Join(", ", keys)}.");
    }

    private static List<string> Parts(string? list, char between) => [.. (list ?? "").Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9])*$")]
    private static partial Regex Key();
}
