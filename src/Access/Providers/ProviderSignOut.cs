using Bridgewatch.Access.Browsers;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Bridgewatch.Access.Providers;

/// <summary>Finds where somebody who leaves is signed out at the provider as well.</summary>
internal sealed class ProviderSignOut(SignInWays ways, IOptionsMonitor<OpenIdConnectOptions> options, PublicUrl address)
{
    /// <summary>Null where the provider has no such place, does not answer, or is configured no longer.</summary>
    public async Task<string?> AddressFor(VouchedFor? vouched, CancellationToken ct)
    {
        if (vouched is null || ways.Find(vouched.Provider) is not { } provider) return null;
        try
        {
            var description = await options.Get(provider.Scheme).ConfigurationManager!.GetConfigurationAsync(ct);
            if (string.IsNullOrEmpty(description.EndSessionEndpoint)) return null;
            var message = new OpenIdConnectMessage
            {
                IssuerAddress = description.EndSessionEndpoint,
                ClientId = provider.ClientId,
                IdTokenHint = vouched.Token,
                PostLogoutRedirectUri = address.Of(ShellPaths.SignIn),
            };
            return message.CreateLogoutRequestUrl();
        }
        catch (InvalidOperationException)
        {
            // Its description cannot be had. Here the person is signed out all the same.
            return null;
        }
    }
}
