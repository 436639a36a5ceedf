using Bridgewatch.Access;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Says what somebody is skilled in: exactly these words. Tickets for which a routing rule asks for a skill are pushed to those who have it.</summary>
[Requires(DeskPermissions.ManageStaff)]
public sealed record SetSkills(PersonId Person, IReadOnlyList<string> Skills) : ICommand;

internal sealed class SetSkillsValidator : AbstractValidator<SetSkills>
{
    public SetSkillsValidator()
    {
        RuleFor(c => c.Skills).Must(s => s is null || s.Count <= StaffSkills.Most).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.at-most-skills", StaffSkills.Most));
        RuleForEach(c => c.Skills).MaximumLength(StaffSkills.Longest).OverridePropertyName("skills");
    }
}

internal sealed class SetSkillsHandler(BridgewatchDb db, AbsenceRights rights) : ICommandHandler<SetSkills>
{
    public async ValueTask<Unit> Handle(SetSkills command, CancellationToken ct)
    {
        if (!await rights.Reaches(command.Person, ct)) throw new Forbidden(DeskPermissions.ManageStaff);
        if (!await db.People.AnyAsync(p => p.Id == command.Person, ct)) throw new NotVisible("person");
        var known = await db.AllStaffSkills.SingleOrDefaultAsync(s => s.Person == command.Person, ct);
        if (known is null && command.Skills.Count == 0) return default;
        if (known is null) db.AllStaffSkills.Add(known = StaffSkills.Of(command.Person));
        known.Be(command.Skills);
        return default;
    }
}

/// <summary>What people are skilled in, for everybody of ours.</summary>
public sealed class SkillQueries(BridgewatchDb db, Actor actor)
{
    public async Task<IReadOnlyList<string>> Of(PersonId person, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        return StaffSkills.Read(await db.StaffSkills.Where(s => s.Person == person).Select(s => s.SkillList).SingleOrDefaultAsync(ct) ?? "");
    }
}

internal static class SkillEndpoints
{
    public sealed record Body(IReadOnlyList<string> Skills);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/people/{person}/skills", async (PersonId person, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(new Body(await reads.From((SkillQueries q, CancellationToken c) => q.Of(person, c), ct))));
        api.MapPut("/people/{person}/skills", async (PersonId person, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new SetSkills(person, body.Skills), ct);
            return TypedResults.NoContent();
        });
    }
}
