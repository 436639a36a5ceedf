using System.Text.Json;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Desk.Import;

/// <summary>Brings tickets along with their whole past, and those that are here already up to date. Nothing is sent, nobody is told and no clock starts:
/// whoever reacts passes over what is marked as imported.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record BringTickets(string Source, IReadOnlyList<BroughtTicket> Tickets) : ICommand<Brought>, IMendsText;

/// <summary>A ticket of another system, with everybody and everything in it as they are here.</summary>
/// <param name="Assignee">Null where nobody has it, or who had it does not work here.</param>
/// <param name="Fields">By key.</param>
public sealed record BroughtTicket(
    OldTicket Old, ContactId? Requester, OrganizationId? Organization, QueueId Queue, TeamId? Team, PersonId? Assignee, IReadOnlyList<ContactId> Copies, IReadOnlyList<string> Labels,
    IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyList<BroughtMessage> Messages)
{
    /// <summary>As it is here.</summary>
    public string Subject => Old.Subject.Length <= Ticket.LongestSubject ? Old.Subject : Old.Subject[..(Ticket.LongestSubject - 1)] + "…";
}

/// <summary>Something that was said elsewhere, and by whom.</summary>
/// <param name="Files">Those whose content is kept already.</param>
public sealed record BroughtMessage(OldMessage Old, MessageKind Kind, PersonId? Person, ContactId? Contact, IReadOnlyList<BroughtOldFile> Files);

/// <summary>A file of elsewhere, and what it is here.</summary>
public sealed record BroughtOldFile(OldFile Old, BroughtFile File);

internal sealed class BringTicketsHandler(Actor actor, Envelope envelope, TicketBringer bringer) : ICommandHandler<BringTickets, Brought>
{
    public async ValueTask<Brought> Handle(BringTickets command, CancellationToken ct)
    {
        actor.MustHold(default);
        if (envelope.Origin != Origin.Imported) throw new InvalidOperationException("A past of elsewhere is written with the origin imported alone.");
        return await bringer.Bring(command.Source, command.Tickets, ct);
    }
}
