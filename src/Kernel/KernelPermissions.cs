namespace Bridgewatch.Kernel;

/// <summary>What the kernel itself asks permission for.</summary>
public static class KernelPermissions
{
    public const string GiveTasks = "kernel.give-tasks";
    public const string LeadDuties = "kernel.lead-duties";
    public const string ErasePeople = "kernel.erase-people";
    public const string ManageDeliveries = "kernel.manage-deliveries";
    public const string ManageReactors = "kernel.manage-reactors";
    public const string ManageWebhooks = "kernel.manage-webhooks";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(GiveTasks, "Give tasks to oneself and to others."),
        new(LeadDuties, "See the tasks of all, hand them over, postpone and settle them."),
        new(ErasePeople, "Find, export and erase all that is kept of a person."),
        new(ManageDeliveries, "See what is sent and what failed, try it again, and drop it."),
        new(ManageReactors, "See how far reactors are, and decide about entries that they set aside."),
        new(ManageWebhooks, "Have other programs told what happens, and see what they were told."),
    ];
}
