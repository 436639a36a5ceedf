using Bridgewatch.Kernel;

namespace Bridgewatch.Access.People;

/// <summary>What the state of things forbids about people.</summary>
internal static class PersonRefusals
{
    public static Refusal AlreadyHere() =>
        new("person-exists", "Somebody with this address is here already.", "Look the person up; whoever lost the invitation gets a new link there.");

    public static Refusal HandleTaken(string handle) =>
        new("handle-taken", $"@{handle} belongs to somebody else.", "Choose another handle.") { Facts = new Dictionary<string, object?> { ["handle"] = handle } };

    public static Refusal AlreadyLeft() => new("person-left", "The person has left already.", "Nothing needs to be done.");

    public static Refusal NotActive() => new("person-not-active", "The person is not active.", "Invite the person again.");

    public static Refusal AlreadySetUp() =>
        new("already-set-up", "This installation has an administrator already.", "Sign in, or ask an administrator to invite you.");

    public static Refusal LinkIsSpent() =>
        new("link-spent", "This link was used already, or its time is over.", "Ask for a new one.");

    public static Refusal LastAdministrator() =>
        new("last-administrator", "Nobody else could grant roles any more.", "Make somebody else administrator first.");

    public static Refusal StillHere() =>
        new("person-still-here", "The person works here.", "Deactivate the person first.");

    public static Refusal Self() =>
        new("own-account", "You cannot deactivate yourself.", "Ask another administrator.");
}
