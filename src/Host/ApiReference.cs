using System.Buffers.Text;
using System.Security.Cryptography;
using Bridgewatch.Ui;
using Scalar.AspNetCore;

namespace Bridgewatch.Host;

/// <summary>The reference of the API at <see cref="ShellPaths.ApiReference"/>, drawn in the browser from the OpenAPI document. All of it comes
/// from this program: no fonts, scripts or questions go elsewhere.</summary>
internal static class ApiReference
{
    public static void MapApiReference(this IEndpointRouteBuilder routes) => routes.MapScalarApiReference(ShellPaths.ApiReference, (options, http) =>
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
        http.Response.Headers.ContentSecurityPolicy = Policy(nonce);
        options.WithNonce(nonce).DisableDefaultFonts().DisableTelemetry().DisableAgent();
        // A library inside tries whether it may make functions out of text. It may not, and so it need not try.
        options.AddHeadContent($"<script nonce=\"{nonce}\">globalThis.__zod_globalConfig = {{ jitless: true }};</script>");
        options.Title = "Bridgewatch API";
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
    });

    /// <summary>Of this page alone. Its script draws with style elements of its own; its inline scripts are known by the nonce.</summary>
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; " +
        "font-src 'self' data:; form-action 'none'; base-uri 'self'; frame-ancestors 'none'";
}
