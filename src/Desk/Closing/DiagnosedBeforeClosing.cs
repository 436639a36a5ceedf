using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Closing;

/// <summary>A fault is diagnosed before it is closed: without component and cause nobody can see what keeps breaking (practices 3.2 and 3.5).</summary>
internal sealed class DiagnosedBeforeClosing : ICloseGate
{
    public const string Rule = "desk.diagnosed-before-closing";

    public string Name => Rule;

    public Task<string?> Missing(Ticket ticket, CancellationToken ct) => Task.FromResult(Lacks(ticket) ? RuleTexts.Of<DeskTexts>("gate.diagnosis-missing") : null);

    /// <summary>It is of a kind that has a cause, and nobody said which.</summary>
    public static bool Lacks(Ticket ticket) => ticket is { Type: TicketType.Fault or TicketType.Alert, Diagnosis: null } && HasCause(ticket.Resolution?.Code);

    /// <summary>What nobody could reproduce, nobody answered, or is told in another ticket has no cause of its own.</summary>
    private static bool HasCause(ResolutionCode? code) =>
        code is not (ResolutionCode.NotReproducible or ResolutionCode.NoResponse or ResolutionCode.Duplicate);
}
