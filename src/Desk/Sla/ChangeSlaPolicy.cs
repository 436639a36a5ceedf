using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>Changes what is given of a policy and leaves the rest. Another promise is a new version; what was promised before stays known.</summary>
/// <param name="From">When another promise comes into force; now when left out, and never in the past.</param>
[Requires(DeskPermissions.ManageSla)]
public sealed record ChangeSlaPolicy(
    SlaPolicyId Policy, Given<string> Name = default, Given<string> When = default, Given<string> Calendar = default, Given<SlaTargets> Targets = default,
    Given<IReadOnlyList<TicketStatus>> Pause = default, Given<Duration> ReopensWithin = default, Given<bool> AnswersOwnTickets = default, Given<int> Place = default,
    Instant? From = null, Given<bool> ShownToCustomers = default) : ICommand;

internal sealed class ChangeSlaPolicyValidator : AbstractValidator<ChangeSlaPolicy>
{
    public ChangeSlaPolicyValidator()
    {
        When(c => c.Name.IsGiven, () => RuleFor(c => c.Name.Value).PolicyName().OverridePropertyName("Name"));
        When(c => c.Targets.IsGiven, () => RuleFor(c => c.Targets.Value).Targets());
        When(c => c.Pause.IsGiven, () => RuleFor(c => (IReadOnlyList<TicketStatus>?)c.Pause.Value).Pauses());
        When(c => c.ReopensWithin.IsGiven, () => RuleFor(c => (Duration?)c.ReopensWithin.Value).Within());
        When(c => c.Place.IsGiven, () => RuleFor(c => c.Place.Value).InclusiveBetween(1, SlaPolicy.Most).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.place", SlaPolicy.Most)).OverridePropertyName("Place"));
    }
}

internal sealed class ChangeSlaPolicyHandler(BridgewatchDb db, Actor actor, Envelope envelope, SlaWording wording) : ICommandHandler<ChangeSlaPolicy>
{
    public async ValueTask<Unit> Handle(ChangeSlaPolicy command, CancellationToken ct)
    {
        var policy = await db.AllSlaPolicies.WithVersions().SingleOrDefaultAsync(p => p.Id == command.Policy && p.ArchivedAt == null, ct) ?? throw new NotVisible("sla-policy");
        actor.MustHold(default);
        if (command.Name.Is(out var name)) policy.Call(name.Trim());
        if (command.Place.Is(out var place) && place != policy.Place)
        {
            (await db.AllSlaPolicies.Where(p => p.ArchivedAt == null && p.Id != policy.Id).ToListAsync(ct)).MakeRoomAt(place);
            policy.Move(place);
        }
        var before = policy.Versions[^1].Read();
        policy.Promise(
            new(
                command.When.Is(out var when) ? await wording.Normal("when", when, ct) : before.When,
                command.Calendar.Is(out var calendar) ? await wording.Calendar(calendar, ct) ?? throw new Invalid("calendar", RuleTexts.Of<DeskTexts>("rule.no-such-calendar")) : before.Calendar,
                command.Targets.Or(before.Targets), command.Pause.Or(before.Pause), command.ReopensWithin.Or(before.ReopensWithin), command.AnswersOwnTickets.Or(before.AnswersOwnTickets),
                command.ShownToCustomers.Or(before.ShownToCustomers)),
            command.From is { } later ? Instant.Max(Micros.Cut(later), envelope.At) : envelope.At, envelope.At);
        return default;
    }
}

/// <summary>Takes a policy out of use. Tickets are promised what the next policy that fits says.</summary>
[Requires(DeskPermissions.ManageSla)]
public sealed record ArchiveSlaPolicy(SlaPolicyId Policy) : ICommand;

internal sealed class ArchiveSlaPolicyHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<ArchiveSlaPolicy>
{
    public async ValueTask<Unit> Handle(ArchiveSlaPolicy command, CancellationToken ct)
    {
        var policy = await db.AllSlaPolicies.SingleOrDefaultAsync(p => p.Id == command.Policy, ct) ?? throw new NotVisible("sla-policy");
        actor.MustHold(default);
        policy.Archive(envelope.At);
        return default;
    }
}

internal static class ChangeSlaPolicyEndpoint
{
    public sealed record Body(
        Given<string> Name, Given<string> When, Given<string> Calendar, Given<SlaTargets> Targets, Given<IReadOnlyList<TicketStatus>> Pause, Given<Duration> ReopensWithin,
        Given<bool> AnswersOwnTickets, Given<int> Place, Given<bool> ShownToCustomers, Instant? From = null);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPatch("/sla-policies/{policy}", async (SlaPolicyId policy, Body b, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ChangeSlaPolicy(policy, b.Name, b.When, b.Calendar, b.Targets, b.Pause, b.ReopensWithin, b.AnswersOwnTickets, b.Place, b.From, b.ShownToCustomers), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/sla-policies/{policy}", async (SlaPolicyId policy, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveSlaPolicy(policy), ct);
            return TypedResults.NoContent();
        });
    }
}
