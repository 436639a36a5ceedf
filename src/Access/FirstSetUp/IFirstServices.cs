namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Makes the services that the first set-up asks for; the module that owns services implements it.</summary>
public interface IFirstServices
{
    /// <summary>Makes a service for each name that is not there yet, with a team to own them. Sends commands as the one at the door.</summary>
    Task Make(IReadOnlyList<string> names, CancellationToken ct);
}
