using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Scim;

internal static class ScimRefusals
{
    public static Refusal UserTaken() =>
        new("user-exists", "Somebody here has this user name or address already.", "Look them up by userName, and change them.");

    public static Refusal GroupTaken(string name) => new("group-exists", $"There is a group '{name}' already.", "Look it up by displayName, and change it.");

    /// <summary>For those, SCIM has a word of its own.</summary>
    public static bool IsTaken(Refusal refusal) => refusal.Name is "user-exists" or "group-exists";
}
