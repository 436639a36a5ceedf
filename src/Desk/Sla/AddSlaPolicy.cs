using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>Adds an SLA policy. It is asked from now on, for tickets that are open, too.</summary>
/// <param name="When">Which tickets it is for, in the query language; empty for all.</param>
/// <param name="Calendar">Short name or id of the calendar.</param>
/// <param name="Targets">Of each priority.</param>
/// <param name="Pause">Waiting on the customer when left out.</param>
/// <param name="ReopensWithin">Three days when left out.</param>
/// <param name="ShownToCustomers">Whether the portal says to each customer what it promises, and how that stands.</param>
/// <param name="Place">From 1, the first that is asked; last when left out.</param>
/// <param name="From">When it comes into force; now when left out.</param>
[Requires(DeskPermissions.ManageSla)]
public sealed record AddSlaPolicy(
    string Name, string Calendar, SlaTargets Targets, string When = "", IReadOnlyList<TicketStatus>? Pause = null, Duration? ReopensWithin = null, bool AnswersOwnTickets = false,
    int? Place = null, Instant? From = null, bool ShownToCustomers = false) : ICommand<SlaPolicyResource>;

internal sealed class AddSlaPolicyValidator : AbstractValidator<AddSlaPolicy>
{
    public AddSlaPolicyValidator()
    {
        RuleFor(c => c.Name).PolicyName();
        RuleFor(c => c.Targets).Targets();
        RuleFor(c => c.Pause).Pauses();
        RuleFor(c => c.ReopensWithin).Within();
        RuleFor(c => c.Place).Must(p => p is null or (>= 1 and <= SlaPolicy.Most)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.place", SlaPolicy.Most));
    }
}

internal sealed class AddSlaPolicyLookUp(SlaWording wording) : ILookUp<AddSlaPolicy>
{
    public async ValueTask Look(AddSlaPolicy command, FieldFindings findings, CancellationToken ct)
    {
        await wording.Check("when", command.When ?? "", findings, ct);
        if (await wording.Calendar(command.Calendar ?? "", ct) is null) findings.Add("calendar", RuleTexts.Of<DeskTexts>("rule.no-such-calendar"));
    }
}

internal sealed class AddSlaPolicyHandler(BridgewatchDb db, Actor actor, Envelope envelope, SlaWording wording) : ICommandHandler<AddSlaPolicy, SlaPolicyResource>
{
    public async ValueTask<SlaPolicyResource> Handle(AddSlaPolicy command, CancellationToken ct)
    {
        actor.MustHold(default);
        var others = await db.AllSlaPolicies.Where(p => p.ArchivedAt == null).ToListAsync(ct);
        if (others.Count >= SlaPolicy.Most) throw SlaRefusals.TooMany();
        var place = command.Place ?? others.Select(p => p.Place).DefaultIfEmpty().Max() + 1;
        others.MakeRoomAt(place);
        var promise = new SlaPromise(
            await wording.Normal("when", command.When, ct), (await wording.Calendar(command.Calendar, ct))!.Value, command.Targets,
            command.Pause ?? [TicketStatus.WaitingOnCustomer], command.ReopensWithin ?? ClockTerms.DefaultReopensWithin, command.AnswersOwnTickets, command.ShownToCustomers);
        var from = command.From is { } later ? Instant.Max(Micros.Cut(later), envelope.At) : envelope.At;
        var policy = SlaPolicy.Add(command.Name.Trim(), place, promise, from, envelope.At);
        db.AllSlaPolicies.Add(policy);
        return SlaPolicyResource.Of(policy);
    }
}

internal static class AddSlaPolicyEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/sla-policies", async (AddSlaPolicy body, Commands commands, CancellationToken ct) =>
    {
        var policy = await commands.Send(body, ct);
        return Tagged.Created($"/api/v1/sla-policies/{policy.Id}", policy, policy.Version);
    });
}
