using Bridgewatch.Access.Providers;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Desk.Portal;

/// <summary>Lets customers into the portal for whom a provider of their brand vouches.</summary>
internal sealed class PortalProviders(IServiceScopeFactory scopes, PublicUrl address) : ICustomerEntrance
{
    /// <summary>How the operator's configuration calls the default brand, whatever its name.</summary>
    public const string DefaultBrand = "default";

    public async Task<string> LetIn(HttpContext http, SignInProvider provider, ProviderAssertion said, string? path)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = Caller.System;
        var answer = await scope.ServiceProvider.GetRequiredService<Commands>().Send(new EnterPortalWithProvider(said, provider.Portal!));
        if (answer.Session is not { } secret) return Stopped(provider, answer.Why ?? Access.Providers.Stopped.Failed, path);
        PortalDoor.Begin(http, address, secret);
        return Safe(path);
    }

    public string Stopped(SignInProvider provider, Stopped why, string? path) =>
        $"{PortalPaths.SignIn}?stopped={Words.Of(why)}&by={Uri.EscapeDataString(provider.Key)}&returnUrl={Uri.EscapeDataString(Safe(path))}{(provider.Portal == DefaultBrand ? "" : $"&brand={provider.Portal}")}";

    public string Safe(string? path) => PortalPaths.Safe(path);

    /// <summary>Those of the brand at whose portal somebody stands.</summary>
    /// <param name="slug">Null for the default one.</param>
    public static IEnumerable<SignInProvider> Of(SignInWays ways, string? slug) => ways.Customers.Where(p => p.Portal == (slug ?? DefaultBrand));
}
