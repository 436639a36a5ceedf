using Bridgewatch.Kernel;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>What the first set-up asks for and another module owns: services and the first team. Commands go as the one at the door.</summary>
public interface IFirstServices
{
    /// <summary>The team that there is from the first start on.</summary>
    const string FirstTeam = "Support";

    /// <summary>Makes a service for each name that is not there yet, owned by the first team.</summary>
    Task Make(IReadOnlyList<string> names, CancellationToken ct);

    /// <summary>Puts somebody who is in no team into the first one, so that who works in their own teams sees something.</summary>
    Task Join(PersonId person, CancellationToken ct);
}
