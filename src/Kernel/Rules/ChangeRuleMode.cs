using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Rules;

/// <summary>Chooses how strictly a rule bites from now on.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record ChangeRuleMode(string Rule, RuleMode Mode) : ICommand;

internal sealed class ChangeRuleModeValidator : AbstractValidator<ChangeRuleMode>
{
    public ChangeRuleModeValidator() => RuleFor(c => c.Mode).IsInEnum();
}

internal sealed class ChangeRuleModeHandler(BridgewatchDb db, Actor actor, Envelope envelope, IEnumerable<RuleDefinition> rules) : ICommandHandler<ChangeRuleMode>
{
    public async ValueTask<Unit> Handle(ChangeRuleMode command, CancellationToken ct)
    {
        var definition = rules.FirstOrDefault(r => r.Name == command.Rule) ?? throw new NotVisible("rule");
        // A rule is everybody's: a right that is held at one customer or in one queue does not reach it.
        if (!actor.May(definition.Permission, default)) throw new Forbidden(definition.Permission);
        var rule = await db.Set<Rule>().Include(r => r.Changes).SingleOrDefaultAsync(r => r.Name == command.Rule, ct) ?? Rule.Of(definition);
        if (rule.Mode == command.Mode) return default;
        if (rule.Changes.Count == 0) db.Add(rule);
        rule.Choose(command.Mode, actor.PersonOrNone, envelope.At);
        return default;
    }
}

internal static class ChangeRuleModeEndpoint
{
    public sealed record Given(RuleMode Mode);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/rules/{rule}/mode", async (string rule, Given body, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new ChangeRuleMode(rule, body.Mode), ct);
        return TypedResults.NoContent();
    });
}
