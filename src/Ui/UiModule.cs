using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bridgewatch.Ui;

/// <summary>What the shell and the shared components need.</summary>
public static class UiModule
{
    /// <summary>
    /// Adds them. The host also registers <see cref="PageAssemblies"/> and an <c>IClock</c>; Access registers
    /// <see cref="WorkspaceUser"/>; modules register <see cref="NavItem"/>s, <see cref="INavCounts"/>,
    /// <see cref="INavViews"/> and <see cref="IPaletteSource"/>s.
    /// </summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddScoped<Confirmation>();
        services.AddScoped<Toasts>();
        services.AddScoped<Drafts>();
        services.AddScoped<ShellRefresh>();
        services.TryAddScoped<WorkspaceUser, NobodySignedIn>();
        services.TryAddScoped(_ => new WorkspaceBrand("Bridgewatch"));
        services.AddScoped<PublicLook>();
        services.TryAddSingleton(new PageAssemblies([]));
        return services;
    }
}
