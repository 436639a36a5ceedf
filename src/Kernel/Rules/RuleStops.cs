namespace Bridgewatch.Kernel.Rules;

/// <summary>Keeps within the running command that something did not meet a rule.</summary>
public sealed class RuleStops(BridgewatchDb db, Actor actor, Envelope envelope)
{
    public void Keep(string rule, StopOutcome outcome, Subject thing) =>
        db.Add(RuleStop.Of(rule, outcome, thing, actor.PersonOrNone, envelope.Origin, envelope.At));
}
