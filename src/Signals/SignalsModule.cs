using Bridgewatch.Kernel;

namespace Bridgewatch.Signals;

/// <summary>All that the module adds to the system: what monitors send.</summary>
public sealed class SignalsModule : Module
{
    public override string Name => "signals";
}
