using Bridgewatch.Access.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Access.Providers;

/// <summary>Leads to a provider. An address and no form, since the policy of our pages lets forms lead nowhere else.</summary>
internal static partial class ProviderDoor
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sign-in/with/{provider}",
        async (string provider, string? returnUrl, HttpContext http, SignInWays ways, ICustomerEntrance customers, ILoggerFactory logs) =>
        {
            if (ways.All.FirstOrDefault(p => p.Key == provider) is not { } known) return Results.NotFound();
            var wanted = known.Portal is null ? ReturnUrl.Safe(returnUrl) : customers.Safe(returnUrl);
            try
            {
                await http.ChallengeAsync(known.Scheme, new() { RedirectUri = wanted });
                return Results.Empty;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
            {
                // Its description cannot be had.
                LogAway(logs.CreateLogger(typeof(ProviderDoor)), known.Key, exception.GetBaseException().Message);
                var why = ProviderEvents.ReasonOf(exception);
                return Results.LocalRedirect(known.Portal is null ? Stop.Address(why, known.Key, wanted) : customers.Stopped(known, why, wanted));
            }
        });

    [LoggerMessage(LogLevel.Warning, "The provider {Provider} cannot be reached: {Message}")]
    private static partial void LogAway(ILogger log, string provider, string message);
}
