namespace Bridgewatch.Kernel;

/// <summary>What the kernel itself asks permission for.</summary>
public static class KernelPermissions
{
    public const string ErasePeople = "kernel.erase-people";

    public static IReadOnlyList<Permission> All { get; } = [new(ErasePeople, "Find, export and erase all that is kept of a person.")];
}
