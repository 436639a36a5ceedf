using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Bridgewatch.Ui;

/// <summary>
/// The content security policies. There is no inline script anywhere, and one inline style element at most: a brand's colour,
/// which the policy names by its hash.
/// </summary>
public static class ContentPolicy
{
    /// <summary>Pages with a circuit. Columns of tables carry their widths in style attributes, hence <c>style-src-attr</c>.</summary>
    public const string Workspace =
        "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; " +
        "connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'self'; " +
        "frame-ancestors 'none'";

    /// <summary>Pages without any script.</summary>
    public const string Public =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; " +
        "base-uri 'self'; frame-ancestors 'none'";

    /// <summary>Pages without any script that wear a brand's colour: this one style element may stand in them, by its hash.</summary>
    public static string PublicWith(string style) => Public.Replace("style-src 'self'", $"style-src 'self' {AccentStyle.Hash(style)}", StringComparison.Ordinal);

    /// <summary>Static pages that run a script of ours: passkeys.</summary>
    public const string PublicWithScript = Public + "; script-src 'self'; connect-src 'self'";

    /// <summary>
    /// Sets the policy by what the endpoint is. Comes after routing, and before endpoints that set their own.
    /// </summary>
    public static IApplicationBuilder UseContentPolicy(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            context.Response.Headers.ContentSecurityPolicy =
                metadata.GetMetadata<ExcludeFromInteractiveRoutingAttribute>() is null ? Workspace
                : metadata.GetMetadata<RunsScriptAttribute>() is null ? Public
                : PublicWithScript;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "same-origin";
        }

        return next(context);
    });
}

/// <summary>Stands on a static page that runs a script of ours, so that its policy allows it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RunsScriptAttribute : Attribute;
