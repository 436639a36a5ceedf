namespace Bridgewatch.Kernel;

/// <summary>The permission that a command asks for. A command without one does not start the application.</summary>
/// <param name="permission">A constant of the module's permissions, or one of <see cref="Anyone"/>, <see cref="SignedIn"/>, <see cref="Customer"/>, <see cref="ByContent"/>, <see cref="SystemOnly"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class RequiresAttribute(string permission) : Attribute
{
    /// <summary>Doors that stand open: first set-up, signing in, asking for a new password.</summary>
    public const string Anyone = "*";

    /// <summary>What everyone of ours may do for themselves; not a token that is held to scopes.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>What a customer who is signed in may do in the portal, with what they see there. Nobody of ours does it in their name.</summary>
    public const string Customer = "customer";

    /// <summary>The handler asks for the permission that what is given needs: each setting has its own.</summary>
    public const string ByContent = "by-content";

    /// <summary>Sent by reactors, due work and the command line alone.</summary>
    public const string SystemOnly = "system";

    public string Permission => permission;
}
