namespace Bridgewatch.Kernel;

/// <summary>What the kernel itself asks permission for.</summary>
public static class KernelPermissions
{
    public const string ErasePeople = "kernel.erase-people";
    public const string ManageDeliveries = "kernel.manage-deliveries";
    public const string ManageReactors = "kernel.manage-reactors";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ErasePeople, "Find, export and erase all that is kept of a person."),
        new(ManageDeliveries, "See what is sent and what failed, try it again, and drop it."),
        new(ManageReactors, "See how far reactors are, and decide about entries that they set aside."),
    ];
}
