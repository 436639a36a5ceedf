using Bridgewatch.Access.Http;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.Scim;
using Bridgewatch.Desk.Portal;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.HttpOverrides;

namespace Bridgewatch.Host;

/// <summary>What stands between the network and the modules: proxies, headers, sessions, limits, pages.</summary>
internal static class Web
{
    public static void AddWeb(this IServiceCollection services, Configuration configuration, ServerOptions options, Modules modules)
    {
        var listening = new Uri((options.Urls ?? ServerOptions.DefaultUrl).Split(';')[0].Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal));
        var tls = (configuration.PublicUrl ?? listening).Scheme == Uri.UriSchemeHttps;
        services.AddSingleton(sp => new OutboundGuard(configuration.Outbound, sp.GetRequiredService<ILogger<OutboundGuard>>()));
        services.AddSingleton(sp => new PublicUrl(() => configuration.PublicUrl ?? ListeningAddress.Of(sp) ?? listening));
        services.AddSessions(tls);
        services.AddProviders(configuration.SignIn, tls);
        services.AddLimits();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = Sessions.CookieName("form", tls);
            antiforgery.Cookie.SecurePolicy = tls ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            antiforgery.Cookie.Path = "/";
            // The content security policy says who may frame us, and says nobody.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddUi();
        services.AddSingleton(new NavItem(ShellPaths.ApiReference, "nav.api", "book", 10) { Place = NavPlace.Palette, Apart = true });
        services.AddSingleton(new PageAssemblies([.. modules.All.Select(m => m.GetType().Assembly).Where(a => a != typeof(KernelModule).Assembly)]));
        services.AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents();
        if (configuration.TrustedProxies.Count == 0) return;
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in configuration.TrustedProxies) forwarded.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>Everything before the endpoints, in the order in which a request passes it.</summary>
    public static void UseWeb(this WebApplication app, Configuration configuration)
    {
        if (configuration.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        // Work beside the requests waits for it.
        var first = app.Services.GetRequiredService<FirstAnswer>();
        app.Use(async (http, next) =>
        {
            await next(http);
            first.Given();
        });
        app.UseMiddleware<ResponseHeaders>();
        app.UseExceptionHandler();
        // What is missing in the portal is said to customers in its own words.
        app.UseWhen(http => PageProblems.IsPage(http) && PortalDoor.IsPortal(http), portal => portal.UseStatusCodePagesWithReExecute(PortalPaths.Missing, createScopeForStatusCodePages: true));
        app.UseWhen(http => PageProblems.IsPage(http) && !PortalDoor.IsPortal(http), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseWhen(ScimErrors.IsScim, scim => scim.UseStatusCodePages(ScimErrors.Explain));
        app.UseWhen(http => !PageProblems.IsPage(http) && !ScimErrors.IsScim(http), rest => rest.UseStatusCodePages(Problems.Explain));
        // No text that is stored has such a character, and PostgreSQL takes none as a question. Programs are told so at their own doors.
        app.UseWhen(PageProblems.IsPage, pages => pages.Use((http, next) =>
        {
            if (http.Request.Query.All(q => q.Value.All(v => v is null || Wholeness.IsWhole(v)))) return next(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }));
        app.UseRouting();
        app.UseLimits();
        app.UseAuthentication();
        foreach (var module in app.Services.GetRequiredService<Modules>().All) module.Use(app);
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies([.. app.Services.GetRequiredService<PageAssemblies>().All]);
    }

    /// <summary>Passwords and sessions that travel in the open are worth a word, except on one's own machine.</summary>
    public static void WarnWithoutTls(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicUrl>();
        if (address.IsTls || address.Base.IsLoopback) return;
        app.Logger.LogWarning(
            "People reach this installation without TLS at {Address}: passwords and sessions can be read on the way. Put a proxy with a certificate before it and set BRIDGEWATCH__PUBLICURL to its https address.",
            address.Base);
    }
}
