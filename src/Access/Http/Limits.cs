using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Access.Http;

/// <summary>Stands on a page or an endpoint at which nobody needs to be signed in, and whose posts are therefore counted by address.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnonymousDoorAttribute : Attribute;

/// <summary>How often one address of the network may knock at the doors that stand open. Never counts tokens or monitors.</summary>
/// <remarks>The framework's own middleware for this has a timer that nobody can end: it keeps a stopped application for as long as the process lives.</remarks>
internal sealed class Limits : IMiddleware, IDisposable
{
    /// <summary>So many at once, and so many a minute: enough for an office behind one address, too few for guessing.</summary>
    public const int PerMinute = 30;

    private readonly PartitionedRateLimiter<HttpContext> _knocks = PartitionedRateLimiter.Create<HttpContext, string>(http =>
        RateLimitPartition.GetTokenBucketLimiter(From(http), _ => new()
        {
            TokenLimit = PerMinute,
            TokensPerPeriod = PerMinute / 6,
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
            QueueLimit = 0,
        }));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Counts(context))
        {
            using var lease = _knocks.AttemptAcquire(context);
            if (!lease.IsAcquired)
            {
                await Reject(context, lease);
                return;
            }
        }
        await next(context);
    }

    public void Dispose() => _knocks.Dispose();

    private static bool Counts(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<AnonymousDoorAttribute>() is not null;

    /// <summary>A whole /64 counts as one, since that is what one customer of a provider gets.</summary>
    private static string From(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static async Task Reject(HttpContext http, RateLimitLease lease)
    {
        var after = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(10);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var words = http.RequestServices.GetRequiredService<IStringLocalizer<AccessTexts>>();
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(PlainPage.Of(words["limit.title"], words["limit.text", Math.Ceiling(after.TotalSeconds)]), http.RequestAborted);
    }
}

/// <summary>Puts <see cref="Limits"/> before the doors.</summary>
public static class LimitsBeforeDoors
{
    public static void AddLimits(this IServiceCollection services) => services.AddSingleton<Limits>();

    public static void UseLimits(this IApplicationBuilder app) => app.UseMiddleware<Limits>();
}
