using System.Net.Sockets;
using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.Http;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Bridgewatch.Access.Providers;

/// <summary>What becomes of somebody whom a provider sends back: a session, what they owe still, or a page that says why not.</summary>
internal sealed partial class ProviderEvents(
    SignInWays ways, PublicUrl address, IServiceScopeFactory scopes, ICustomerEntrance customers, ILogger<ProviderEvents> log) : OpenIdConnectEvents
{
    /// <summary>The address back is the public one, whatever a proxy makes of the request.</summary>
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.ProtocolMessage.RedirectUri = address.Of(ways.OfScheme(context.Scheme.Name).BackPath);
        return Task.CompletedTask;
    }

    /// <summary>The provider's word is checked; whether the person is let in, the command says.</summary>
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.HandleResponse();
        var provider = ways.OfScheme(context.Scheme.Name);
        var said = ProviderAssertion.Of(provider, context.Principal!);
        if (provider.Portal is not null)
        {
            context.Response.Redirect(await customers.LetIn(context.HttpContext, provider, said, context.ReturnUri));
            return;
        }
        var (answer, returnUrl) = (await Send(new(said)), ReturnUrl.Safe(context.ReturnUri));
        if (answer.Why is { } why)
        {
            LogRefused(provider.Key, why);
            context.Response.Redirect(Stop.Address(ReasonOf(why), provider.Key, returnUrl));
            return;
        }
        var vouched = new VouchedFor(provider.Key, context.Properties?.GetTokenValue(OpenIdConnectParameterNames.IdToken));
        context.Response.Redirect(await Sessions.Start(context.HttpContext, answer, returnUrl, vouched));
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.HandleResponse();
        var (provider, failure) = (ways.OfScheme(context.Scheme.Name), context.Failure);
        var why = ReasonOf(failure, context.Request);
        if (why is Stopped.Forgotten or Stopped.Denied) LogStopped(provider.Key, why);
        else LogFailed(provider.Key, why, failure?.GetBaseException().Message);
        context.Response.Redirect(provider.Portal is null
            ? Stop.Address(why, provider.Key, ReturnUrl.Safe(context.Properties?.RedirectUri))
            : customers.Stopped(provider, why, context.Properties?.RedirectUri));
        return Task.CompletedTask;
    }

    /// <summary>In a scope of its own, in which the program itself stands at the door.</summary>
    private async Task<SignInAnswer> Send(SignInWithProvider command)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = Caller.System;
        return await scope.ServiceProvider.GetRequiredService<Commands>().Send(command);
    }

    private static Stopped ReasonOf(RefusedSignIn why) => why switch
    {
        RefusedSignIn.UnverifiedAddress => Stopped.Unverified,
        RefusedSignIn.UnknownAddress => Stopped.Unknown,
        RefusedSignIn.Left => Stopped.Left,
        _ => Stopped.LinkedOtherwise,
    };

    private static Stopped ReasonOf(Exception? failure, HttpRequest request) => failure switch
    {
        // State that is not ours, or not of this browser, or too old: all look like this.
        AuthenticationFailureException { InnerException: null } when !request.Query.ContainsKey("error") => Stopped.Forgotten,
        _ when request.Query["error"] == "access_denied" => Stopped.Denied,
        _ => ReasonOf(failure),
    };

    internal static Stopped ReasonOf(Exception? failure) => failure switch
    {
        null => Stopped.Failed,
        OpenIdConnectProtocolInvalidNonceException => Stopped.Forgotten,
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException => Stopped.Clock,
        // Whoever answers is there, and says no.
        HttpRequestException { StatusCode: { } status } when (int)status < StatusCodes.Status500InternalServerError => Stopped.Failed,
        HttpRequestException or SocketException or TaskCanceledException or IOException => Stopped.Away,
        { InnerException: { } inner } => ReasonOf(inner),
        _ => Stopped.Failed,
    };

    [LoggerMessage(LogLevel.Information, "A sign-in by the provider {Provider} was refused: {Why}.")]
    private partial void LogRefused(string provider, RefusedSignIn why);

    [LoggerMessage(LogLevel.Information, "A sign-in by the provider {Provider} came to nothing: {Why}.")]
    private partial void LogStopped(string provider, Stopped why);

    [LoggerMessage(LogLevel.Warning, "A sign-in by the provider {Provider} failed ({Why}): {Message}")]
    private partial void LogFailed(string provider, Stopped why, string? message);
}
