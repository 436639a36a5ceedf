using Bridgewatch.Access.Providers;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Portal;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Bridgewatch.Host.Doctoring;

/// <summary>Can people sign in with the configured providers, and become what their groups say?</summary>
internal static class ProviderChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Check>> All(IServiceProvider services, CancellationToken ct)
    {
        var (ways, address) = (services.GetRequiredService<SignInWays>(), services.GetRequiredService<PublicUrl>());
        var checks = new List<Check>();
        foreach (var provider in ways.Providers)
        {
            checks.Add(await Reach(provider, address, ct));
            checks.AddRange(await Rules(services, provider, ct));
            checks.AddRange(await Teams(services.GetRequiredService<BridgewatchDb>(), provider, ct));
        }
        foreach (var provider in ways.Customers)
        {
            checks.Add(await Reach(provider, address, ct));
            checks.AddRange(await Brands(services.GetRequiredService<BridgewatchDb>(), provider, ct));
        }
        if (!ways.Passwords) checks.Add(Check.Fine("passwords", "Only providers let people in."));
        return checks;
    }

    private static async Task<Check> Reach(SignInProvider provider, PublicUrl address, CancellationToken ct)
    {
        var name = $"provider-{provider.Key}";
        var from = $"{provider.Authority.ToString().TrimEnd('/')}/.well-known/openid-configuration";
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            var description = await OpenIdConnectConfigurationRetriever.GetAsync(from, new HttpDocumentRetriever(http) { RequireHttps = !provider.Authority.IsLoopback }, ct);
            return Check.Fine(name, $"{provider.Name}: {description.Issuer}, and back to {address.Of(provider.BackPath)}.");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidOperationException or ArgumentException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Check.Problem(name, $"{provider.Name} does not describe itself at {from}: {exception.GetBaseException().Message}", "Correct its AUTHORITY, or let this machine reach it.");
        }
    }

    private static async Task<IReadOnlyList<Check>> Rules(IServiceProvider services, SignInProvider provider, CancellationToken ct)
    {
        // The operator may see everything.
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: Environment.UserName);
        var rules = await scope.ServiceProvider.GetRequiredService<Reads>().From((ProviderQueries q, CancellationToken c) => q.RolesBy(provider, c), ct);
        return [.. rules.Where(r => !r.Works).Select(r => Check.Problem($"provider-{provider.Key}", r.Name is null
            ? $"The group {r.Group} is to hold the role {r.Role}, which is not there."
            : $"The group {r.Group} is to hold the role {r.Role} in a place that is not there.", "Correct the rule; nothing follows from it now."))];
    }

    private static async Task<IReadOnlyList<Check>> Teams(BridgewatchDb db, SignInProvider provider, CancellationToken ct)
    {
        var named = provider.Teams.Select(t => t.Team).Distinct().ToList();
        var known = await db.Teams.Where(t => named.Contains(t.Slug)).Select(t => t.Slug).ToListAsync(ct);
        return [.. named.Except(known).Select(slug => Check.Problem($"provider-{provider.Key}", $"The team {slug} is to follow a group, but there is no such team.", "Correct the rule, or add the team."))];
    }

    private static async Task<IReadOnlyList<Check>> Brands(BridgewatchDb db, SignInProvider provider, CancellationToken ct) =>
        provider.Portal == PortalProviders.DefaultBrand || await db.Brands.AnyAsync(b => b.Slug == provider.Portal && b.ArchivedAt == null, ct)
            ? []
            : [Check.Problem($"provider-{provider.Key}", $"It lets customers of the brand {provider.Portal} into the portal, but there is no such brand.", "Correct its PORTAL, or add the brand.")];
}
