using Bridgewatch.Kernel;

namespace Bridgewatch.Signals;

/// <summary>What one may do with what monitors send.</summary>
public static class SignalsPermissions
{
    public const string Read = "signals.read";
    public const string ManageIntegrations = "signals.manage-integrations";
    public const string TakeIn = "signals.take-in";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(Read, "See integrations and their alerts."),
        new(ManageIntegrations, "Add, change and archive integrations, rotate their secrets, see and replay what arrived."),
        new(TakeIn, "Turn what a monitor sent into alerts and tickets. Integrations have it; people need not."),
    ];
}
