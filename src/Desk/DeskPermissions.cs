using Bridgewatch.Kernel;

namespace Bridgewatch.Desk;

/// <summary>What one may do at the desk.</summary>
public static class DeskPermissions
{
    public const string ReadTickets = "desk.read-tickets";
    public const string OpenTickets = "desk.open-tickets";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ReadTickets, "See tickets, their conversation and history."),
        new(OpenTickets, "Open tickets."),
    ];
}
