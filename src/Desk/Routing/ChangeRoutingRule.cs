using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Routing;

/// <summary>Changes a rule, switches it on or off, or moves it; what is left out stays as it is.</summary>
/// <param name="Before">It is asked right before this one; null moves it to the end.</param>
[Requires(DeskPermissions.ManageRouting)]
public sealed record ChangeRoutingRule(
    RoutingRuleId Rule, Given<string> Name = default, Given<string> When = default, Given<RouteTargets> Set = default, Given<bool> Stop = default, Given<bool> On = default,
    Given<RoutingRuleId?> Before = default) : ICommand;

internal sealed class ChangeRoutingRuleValidator : AbstractValidator<ChangeRoutingRule>
{
    public ChangeRoutingRuleValidator()
    {
        RuleFor(c => c.Name.Value).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(RouteRule.LongestName)
            .OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.When.Value).NotNull().OverridePropertyName("When").When(c => c.When.IsGiven);
        RuleFor(c => c.Set.Value).NotNull().OverridePropertyName("Set").When(c => c.Set.IsGiven);
    }
}

internal sealed class ChangeRoutingRuleHandler(BridgewatchDb db, Actor actor, Envelope envelope, RoutingRuleChecks checks) : ICommandHandler<ChangeRoutingRule>
{
    public async ValueTask<Unit> Handle(ChangeRoutingRule command, CancellationToken ct)
    {
        actor.MustHold(default);
        var rule = await db.AllRoutingRules.SingleOrDefaultAsync(r => r.Id == command.Rule && !r.Archived, ct) ?? throw new NotVisible("rule");
        var text = new RouteRule(command.Name.Or(rule.Name).Trim(), command.When.Or(rule.When), command.Set.Or(rule.Set), command.Stop.Or(rule.Stop)).Tidied();
        if (command.Name.IsGiven || command.When.IsGiven || command.Set.IsGiven || command.Stop.IsGiven)
        {
            await checks.MustBeFine(text, ct);
            if (text.Name != rule.Name && await db.AllRoutingRules.AnyAsync(r => !r.Archived && r.Name == text.Name, ct)) throw RoutingRefusals.NameTaken(text.Name);
            rule.Change(text, actor.PersonOrNone, envelope.At);
        }
        if (command.On.Is(out var on)) rule.Switch(on);
        if (command.Before.Is(out var before)) await Move(rule, before, ct);
        return default;
    }

    /// <summary>Half-way between its new neighbours; when there is no room between them all get whole places again.</summary>
    private async Task Move(RoutingRule rule, RoutingRuleId? before, CancellationToken ct)
    {
        if (before == rule.Id) return;
        var others = await db.AllRoutingRules.AsNoTracking().Where(r => r.Id != rule.Id && !r.Archived).OrderBy(r => r.Place).ThenBy(r => r.Id)
            .Select(r => new { r.Id, r.Place }).ToListAsync(ct);
        var at = before is null ? others.Count : others.FindIndex(r => r.Id == before);
        if (at < 0) throw new Invalid("before", "There is no such rule.");
        var above = at == 0 ? (others.Count == 0 ? 0 : others[0].Place - 2) : others[at - 1].Place;
        var below = at == others.Count ? above + 2 : others[at].Place;
        var place = above + ((below - above) / 2);
        if (place > above && place < below)
        {
            rule.Move(place);
            return;
        }
        var order = others.ConvertAll(r => r.Id);
        order.Insert(at, rule.Id);
        foreach (var other in await db.AllRoutingRules.Where(r => !r.Archived).ToListAsync(ct)) other.Move(1 + order.IndexOf(other.Id));
    }
}

/// <summary>Puts a rule away; tickets are no longer routed by it.</summary>
[Requires(DeskPermissions.ManageRouting)]
public sealed record ArchiveRoutingRule(RoutingRuleId Rule) : ICommand;

internal sealed class ArchiveRoutingRuleHandler(BridgewatchDb db, Actor actor) : ICommandHandler<ArchiveRoutingRule>
{
    public async ValueTask<Unit> Handle(ArchiveRoutingRule command, CancellationToken ct)
    {
        actor.MustHold(default);
        var rule = await db.AllRoutingRules.SingleOrDefaultAsync(r => r.Id == command.Rule, ct) ?? throw new NotVisible("rule");
        rule.Archive();
        return default;
    }
}
