using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Roles;

internal static class RoleRefusals
{
    public static Refusal BuiltIn() =>
        new("built-in-role", "This role is the product's own and stays as it is.", "Copy it, and change the copy.");

    public static Refusal CodeTaken(string code) =>
        new("role-exists", $"There is a role '{code}' already.", "Choose another name.") { Facts = new Dictionary<string, object?> { ["code"] = code } };

    public static Refusal StillHeld(int holders) =>
        new("role-held-by-people", $"{holders} still hold this role.", "Take it from them first.") { Facts = new Dictionary<string, object?> { ["holders"] = holders } };

    public static Refusal NotYours(IReadOnlyList<string> permissions) =>
        new("not-yours-to-give", $"You do not hold {string.Join(", ", permissions)} everywhere yourself.", "Ask somebody who does.")
        { Facts = new Dictionary<string, object?> { ["permissions"] = permissions } };

    public static Refusal AlreadyHeld() =>
        new("role-held", "The person holds this role there already.", "Take it first when its time is to be another.");
}
