using Bridgewatch.Access;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Finds the person and the team that an assignment names, by id or as people call them.</summary>
internal sealed class AssignmentNames(BridgewatchDb db, Actor actor, TeamQueries teams)
{
    /// <exception cref="Invalid">There is no such person or team; whether a person still works here, the command says.</exception>
    public async Task<AssignTicket> Read(TicketNumber ticket, AssignTicketEndpoint.Body body, CancellationToken ct)
    {
        if (!actor.May(DeskPermissions.AssignTickets)) throw new Forbidden(DeskPermissions.AssignTickets);
        var findings = new FieldFindings();
        var person = body.Person is { } named ? await findings.Try(() => Person(named, ct)) : null;
        var team = body.Team is { } called ? await findings.Try(() => Team(called, ct)) : null;
        findings.Throw();
        return new(ticket, person, body.Queue, team, body.Tier, body.EvenIfAway);
    }

    private async Task<PersonId?> Person(string text, CancellationToken ct)
    {
        if (PersonId.TryParse(text, out var id)) return id;
        if (MailAddress.Normalise(text) is not { } address) throw new Invalid("person", "Give the id or the e-mail address of a colleague.");
        var key = Access.People.Person.KeyOf(address);
        return await db.People.Where(p => p.EmailKey == key).Select(p => (PersonId?)p.Id).SingleOrDefaultAsync(ct)
            ?? throw new Invalid("person", "No colleague has that address.");
    }

    private async Task<TeamId?> Team(string text, CancellationToken ct) =>
        await teams.Find(text, ct) ?? throw new Invalid("team", "Give the id or the slug of a team.");
}
