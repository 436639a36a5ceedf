using Bridgewatch.Kernel;

namespace Bridgewatch.Access;

/// <summary>What one may do about people and their rights. Everyone signed in may look after their own account.</summary>
public static class AccessPermissions
{
    public const string ReadPeople = "access.read-people";
    public const string ManagePeople = "access.manage-people";
    public const string ManageRoles = "access.manage-roles";
    public const string ManageTokens = "access.manage-tokens";

    /// <summary>For a directory's token.</summary>
    public const string Provision = "access.provision";

    public const string ReadAccessLog = "access.read-access-log";

    /// <summary>Company, outgoing mail and the other settings that concern everybody.</summary>
    public const string Settings = "access.settings";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ReadPeople, "See colleagues with their addresses, roles and last sign-in."),
        new(ManagePeople, "Invite, change and deactivate people, and send them links to set a password."),
        new(ManageRoles, "Grant and take roles."),
        new(ManageTokens, "See everybody's API tokens, make them for others, and revoke them."),
        new(Provision, "Let a directory add, change and deactivate people and groups by SCIM."),
        new(ReadAccessLog, "See what administrators and auditors looked at."),
        new(Settings, "Change the company's settings and outgoing mail."),
    ];
}
