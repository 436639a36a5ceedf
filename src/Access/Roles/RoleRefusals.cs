using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Roles;

internal static class RoleRefusals
{
    public static Refusal AlreadyHeld() =>
        new("role-held", "The person holds this role there already.", "Take it first when its time is to be another.");
}
