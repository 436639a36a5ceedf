using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Bridgewatch.Access.Http;

/// <summary>Says at the door of a circuit who knocks, before its first page is made, and that nobody does once the session has ended.</summary>
internal sealed class CircuitDoor(Door door, AuthenticationStateProvider authentication) : CircuitHandler, IDisposable
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        authentication.AuthenticationStateChanged += Changed;
        await Follow(authentication.GetAuthenticationStateAsync());
    }

    public void Dispose() => authentication.AuthenticationStateChanged -= Changed;

    private void Changed(Task<AuthenticationState> state) => _ = Follow(state);

    private async Task Follow(Task<AuthenticationState> state) => door.Caller = Sessions.CallerOf((await state).User);
}
