using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Access.Http;

/// <summary>The headers that tell browsers what a page of ours may do. An endpoint that sets its own policy keeps it.</summary>
/// <remarks>Three policies: the workspace, public pages without any script, and public pages with scripts of ours; all from
/// <see cref="ContentPolicy"/>. What is no page may do nothing at all.</remarks>
public sealed class ResponseHeaders(RequestDelegate next, PublicUrl address)
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>How long whoever is not served now should wait, in seconds: a database that restarts is back by then, mostly.</summary>
    private const string RetryAfter = "2";

    private const string AYear = "max-age=31536000";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            Set(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable && headers.RetryAfter.Count == 0) headers.RetryAfter = RetryAfter;
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = PolicyOf(http);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (address.IsTls) headers.StrictTransportSecurity = AYear;
    }

    private static string PolicyOf(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<ComponentTypeMetadata>() is null) return Nothing;
        if (metadata.GetMetadata<Microsoft.AspNetCore.Components.ExcludeFromInteractiveRoutingAttribute>() is null) return ContentPolicy.Workspace;
        if (metadata.GetMetadata<RunsScriptAttribute>() is not null) return ContentPolicy.PublicWithScript;
        return http.RequestServices.GetRequiredService<PublicLook>().Style is { } style ? ContentPolicy.PublicWith(style) : ContentPolicy.Public;
    }
}
