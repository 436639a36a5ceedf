using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Macros;

/// <summary>Does to a ticket what goes with a message that was written with a macro, within the command that writes it.</summary>
internal sealed class MacroWork(MacroQueries macros, Actor actor)
{
    /// <exception cref="Invalid">There is no such macro, not for this actor, or it writes something else.</exception>
    public async Task Go(Ticket ticket, Message message, MacroId id, MacroKind kind, Instant at, CancellationToken ct)
    {
        WrittenMacro macro;
        try
        {
            macro = await macros.Write(ticket.Number, id, ct);
        }
        catch (NotVisible)
        {
            throw new Invalid("macro", RuleTexts.Of<DeskTexts>("macro.no-such-macro"));
        }
        if (macro.Kind != kind) throw new Invalid("macro", RuleTexts.Of<DeskTexts>(kind == MacroKind.Reply ? "macro.writes-notes" : "macro.writes-replies"));
        // Who may not change the ticket uses its text alone; what is closed is corrected with a reason, and by nothing else.
        var labels = ticket.Status != TicketStatus.Closed && actor.May(DeskPermissions.ChangeTickets, ticket.Place);
        ticket.UseMacro(macro.Macro, message.Id, message.Body.Trim() == macro.Body, labels ? macro.AddLabels : [], labels ? macro.RemoveLabels : [], at);
    }
}
