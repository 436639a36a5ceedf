using Bridgewatch.Access;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Routing;

/// <summary>Makes a rule, switched off, as the last one: it can be tried before tickets are routed by it.</summary>
/// <param name="When">In the query language; empty for every ticket.</param>
/// <param name="Set">What it sets where it applies.</param>
/// <param name="Stop">No later rule is looked at then.</param>
[Requires(DeskPermissions.ManageRouting)]
public sealed record AddRoutingRule(string Name, string When, RouteTargets Set, bool Stop = false) : ICommand<RoutingRuleId>
{
    internal RouteRule Text => new RouteRule(Name.Trim(), When, Set, Stop).Tidied();
}

internal sealed class AddRoutingRuleValidator : AbstractValidator<AddRoutingRule>
{
    public AddRoutingRuleValidator()
    {
        RuleFor(c => c.Name).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(RouteRule.LongestName);
        RuleFor(c => c.When).NotNull();
        RuleFor(c => c.Set).NotNull();
    }
}

internal sealed class AddRoutingRuleHandler(BridgewatchDb db, Actor actor, Envelope envelope, RoutingRuleChecks checks) : ICommandHandler<AddRoutingRule, RoutingRuleId>
{
    public async ValueTask<RoutingRuleId> Handle(AddRoutingRule command, CancellationToken ct)
    {
        actor.MustHold(default);
        await checks.MustBeFine(command.Text, ct);
        if (await db.AllRoutingRules.CountAsync(r => !r.Archived, ct) >= RouteRules.Most) throw RoutingRefusals.TooMany();
        if (await db.AllRoutingRules.AnyAsync(r => !r.Archived && r.Name == command.Text.Name, ct)) throw RoutingRefusals.NameTaken(command.Text.Name);
        var last = await db.AllRoutingRules.MaxAsync(r => (double?)r.Place, ct) ?? 0;
        var rule = RoutingRule.Add(command.Text, last + 1, actor.PersonOrNone, envelope.At);
        db.AllRoutingRules.Add(rule);
        return rule.Id;
    }
}

/// <summary>Whether what a rule names is there.</summary>
internal sealed class RoutingRuleChecks(BridgewatchDb db, TicketFacts facts)
{
    /// <exception cref="Invalid">Something is wrong with it; all of it is said.</exception>
    public async Task MustBeFine(RouteRule rule, CancellationToken ct)
    {
        List<RouteFault> faults = [];
        RouteRuleReader.Read(rule, faults);
        if (rule.Set.Component is { } component && await facts.ComponentOrNone(component, ct) is null) faults.Add(new(rule.Name, "set.component", $"There is no component '{component}'."));
        if (rule.Set.Queue is { } queue && await facts.Queue(queue, ct) is null) faults.Add(new(rule.Name, "set.queue", $"There is no queue '{queue}'."));
        var handles = rule.Set.Followers.Count == 0 ? [] : await db.People.Where(p => rule.Set.Followers.Contains(p.Handle)).Select(p => p.Handle).ToListAsync(ct);
        foreach (var unknown in rule.Set.Followers.Except(handles)) faults.Add(new(rule.Name, "set.followers", $"There is nobody called '{unknown}'."));
        if (faults.Count == 0) return;
        throw new Invalid(faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => g.Select(f => f.InWords).ToArray()));
    }
}

internal static class RoutingRuleEndpoints
{
    /// <param name="Before">It is asked right before this one; null moves it to the end.</param>
    public sealed record Body(
        Given<string> Name, Given<string> When, Given<RouteTargets> Set, Given<bool> Stop, Given<bool> On, Given<RoutingRuleId?> Before);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/routing-rules", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((RoutingQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/routing-rules/{rule}", async (RoutingRuleId rule, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((RoutingQueries q, CancellationToken c) => q.One(rule, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapPost("/routing-rules", async (AddRoutingRule body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var added = await commands.Send(body, id => reads.From((RoutingQueries q, CancellationToken c) => q.One(id, c), ct), ct);
            return TypedResults.Created($"/api/v1/routing-rules/{added.Id}", added);
        });
        api.MapPost("/routing-rules/trial", async (AddRoutingRule body, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((RoutingTrials trials, CancellationToken c) => trials.Of(null, body.Text, c), ct)));
        api.MapGet("/routing-rules/{rule}/trial", async (RoutingRuleId rule, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((RoutingTrials trials, CancellationToken c) => trials.Of(rule, c), ct)));
        api.MapPatch("/routing-rules/{rule}", async (RoutingRuleId rule, Body b, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ChangeRoutingRule(rule, b.Name, b.When, b.Set, b.Stop, b.On, b.Before), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/routing-rules/{rule}", async (RoutingRuleId rule, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveRoutingRule(rule), ct);
            return TypedResults.NoContent();
        });
    }
}
