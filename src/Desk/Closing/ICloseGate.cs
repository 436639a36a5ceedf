using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Closing;

/// <summary>What has to be so before a ticket is closed. A module that knows of something implements it, lists it as a scoped service, and lists a
/// rule of the same name, whose mode says how strictly it is meant. Resolving asks no gate: nobody fights a form at 3 a.m.</summary>
public interface ICloseGate
{
    /// <summary>The rule's: <c>desk.diagnosed-before-closing</c>.</summary>
    string Name { get; }

    /// <summary>What is missing, in a sentence for who closes; null when all is there, or the gate is none of this ticket's.</summary>
    Task<string?> Missing(Ticket ticket, CancellationToken ct);
}
