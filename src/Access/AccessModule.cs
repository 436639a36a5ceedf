using Bridgewatch.Kernel;

namespace Bridgewatch.Access;

/// <summary>All that the module adds to the system: people, roles and scopes, sign-in, API tokens.</summary>
public sealed class AccessModule : Module
{
    public override string Name => "access";
}
