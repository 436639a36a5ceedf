using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Bridgewatch.Desk.Live;

/// <summary>Whether the browser behind a page is connected. A page lives on for minutes after its browser went without a word.</summary>
public sealed class PageConnection : CircuitHandler
{
    /// <summary>True when the connection came back, false when it went. Who listens must return at once.</summary>
    public event Action<bool>? Changed;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Changed?.Invoke(true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Changed?.Invoke(false);
        return Task.CompletedTask;
    }
}
