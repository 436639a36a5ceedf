using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Says that somebody is away on these days: everybody for themselves, a lead for others.</summary>
/// <param name="FirstDay">Where the person is, as their profile says.</param>
/// <param name="LastDay">The last day on which they are away; null for the first day alone.</param>
/// <param name="Note">For colleagues, who all read it: whom to ask meanwhile.</param>
[Requires(RequiresAttribute.ByContent)]
public sealed record SetAbsence(PersonId Person, LocalDate FirstDay, LocalDate? LastDay = null, string? Note = null) : ICommand<AbsenceResource>;

internal sealed class SetAbsenceValidator : AbstractValidator<SetAbsence>
{
    public SetAbsenceValidator()
    {
        RuleFor(c => c.LastDay).Must((c, last) => last is null || last >= c.FirstDay).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.last-day-before-first"));
        RuleFor(c => c.Note).MaximumLength(Absence.LongestNote);
    }
}

internal sealed class SetAbsenceHandler(BridgewatchDb db, Envelope envelope, DueWork due, AbsenceRights rights) : ICommandHandler<SetAbsence, AbsenceResource>
{
    public async ValueTask<AbsenceResource> Handle(SetAbsence command, CancellationToken ct)
    {
        await rights.MustReach(command.Person, ct);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == command.Person && p.State != PersonState.Left, ct) ?? throw new NotVisible("person");
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(person.Zone) ?? DateTimeZone.Utc;
        var (first, last, today) = (command.FirstDay, command.LastDay ?? command.FirstDay, envelope.At.InZone(zone).Date);
        if (last < today) throw new Invalid("lastDay", RuleTexts.Of<DeskTexts>("rule.absence-is-over"));
        if (first < today.PlusDays(-Absence.Furthest) || last > today.PlusDays(Absence.Furthest)) throw new Invalid("lastDay", RuleTexts.Of<DeskTexts>("rule.absence-too-far", Absence.Furthest));
        var absence = Absence.Of(person.Id, first, last, zone, string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim());
        db.AllAbsences.Add(absence);
        await due.Set(EndAbsenceInTime.Kind, absence.Id.Value, absence.Until, ct);
        return AbsenceResource.Of(absence, person.Name, envelope.At);
    }
}

/// <summary>Whose absences one sets: one's own, and as a lead those of people in one's reach.</summary>
internal sealed class AbsenceRights(BridgewatchDb db, Actor actor)
{
    /// <exception cref="Forbidden">It is somebody else, and the right over them is not held.</exception>
    public async Task MustReach(PersonId person, CancellationToken ct)
    {
        if (actor.PersonOrNone == person && !actor.IsScoped) return;
        if (await Reaches(person, ct)) return;
        throw new Forbidden(DeskPermissions.ManageStaff);
    }

    /// <summary>The right is held everywhere, or in a team of theirs.</summary>
    public async Task<bool> Reaches(PersonId person, CancellationToken ct)
    {
        if (!actor.May(DeskPermissions.ManageStaff)) return false;
        if (actor.May(DeskPermissions.ManageStaff, default)) return true;
        var teams = await db.Set<Catalog.Teams.TeamMember>().Where(m => m.Person == person).Select(m => m.Team).ToListAsync(ct);
        return teams.Exists(t => actor.May(DeskPermissions.ManageStaff, new(Team: t)));
    }
}

internal static class AbsenceEndpoints
{
    public sealed record Body(LocalDate FirstDay, LocalDate? LastDay = null, string? Note = null);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/absences", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((AbsenceQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/people/{person}/absences", async (PersonId person, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((AbsenceQueries q, CancellationToken c) => q.Of(person, c), ct), limit, cursor, count)));
        api.MapPost("/people/{person}/absences", async (PersonId person, Body body, Commands commands, CancellationToken ct) =>
        {
            var absence = await commands.Send(new SetAbsence(person, body.FirstDay, body.LastDay, body.Note), ct);
            return TypedResults.Created($"/api/v1/people/{person}/absences", absence);
        });
        api.MapDelete("/people/{person}/absences/{absence}", async (PersonId person, AbsenceId absence, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new EndAbsence(person, absence), ct);
            return TypedResults.NoContent();
        });
    }
}
