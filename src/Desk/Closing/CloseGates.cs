using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Rules;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Closing;

/// <summary>Asks all gates at every door that closes a ticket, within the closing command. Spam, duplicates and merged tickets pass unasked: they
/// go on elsewhere or nowhere.</summary>
internal sealed class CloseGates(BridgewatchDb db, IEnumerable<ICloseGate> gates, RuleQueries rules, RuleStops stops, Actor actor, Envelope envelope, ISender sender)
{
    private sealed record Finding(string Rule, RuleMode Mode, string Missing);

    /// <summary>One of ours closes it, or their program does.</summary>
    /// <param name="reason">Why it is closed as it is; needed where a gate warns.</param>
    /// <exception cref="Refusal">A gate is enforced, or warns and no reason was given.</exception>
    public async Task Ask(Ticket ticket, string? reason, CancellationToken ct)
    {
        var findings = await Find(ticket, ct);
        var refusing = findings.Where(f => f.Mode == RuleMode.Enforce).ToList();
        if (refusing.Count > 0) throw CloseGateRefusals.Held(ticket, refusing.Select(f => (f.Rule, f.Missing)));
        var warning = findings.Where(f => f.Mode == RuleMode.Warn).ToList();
        if (warning.Count > 0)
        {
            if (string.IsNullOrWhiteSpace(reason)) throw CloseGateRefusals.AsksWhy(ticket, warning.Select(f => (f.Rule, f.Missing)));
            var why = Message.Write(ticket.Id, MessageKind.Note, actor.Types(), reason.Trim(), envelope.At, actor.PersonOrNone, purpose: NotePurpose.Closing);
            db.AllMessages.Add(why);
            ticket.Explain(why, envelope.At);
        }
        foreach (var finding in findings) Keep(ticket, finding, finding.Mode == RuleMode.Warn ? StopOutcome.Reasoned : StopOutcome.WouldHave);
    }

    /// <summary>A customer closes it, who is not asked why, and not told what our work lacks.</summary>
    /// <exception cref="Refusal">A gate is enforced: we are not done yet.</exception>
    public async Task AskForCustomer(Ticket ticket, CancellationToken ct)
    {
        var findings = await Find(ticket, ct);
        if (findings.Exists(f => f.Mode == RuleMode.Enforce)) throw CloseGateRefusals.NotDoneYet(ticket);
        foreach (var finding in findings) Keep(ticket, finding, finding.Mode == RuleMode.Warn ? StopOutcome.NobodyToAsk : StopOutcome.WouldHave);
    }

    /// <summary>Its time has come. Where a gate is enforced it stays resolved, and somebody is given the task to mend that; once for each resolution.</summary>
    /// <returns>Whether it may be closed.</returns>
    public async Task<bool> AskForTime(Ticket ticket, CancellationToken ct)
    {
        var findings = await Find(ticket, ct);
        var holding = findings.Where(f => f.Mode == RuleMode.Enforce).ToList();
        if (holding.Count == 0)
        {
            foreach (var finding in findings) Keep(ticket, finding, finding.Mode == RuleMode.Warn ? StopOutcome.NobodyToAsk : StopOutcome.WouldHave);
            return true;
        }
        var (id, since) = (ticket.Id.Value, ticket.Resolution!.At);
        if (await db.Set<RuleStop>().AnyAsync(s => s.ThingId == id && s.Outcome == StopOutcome.Held && s.At >= since, ct)) return false;
        foreach (var finding in holding) Keep(ticket, finding, StopOutcome.Held);
        await sender.Send(new GiveClosingTask(ticket.Id, string.Join('\n', holding.Select(f => f.Missing))), ct);
        return false;
    }

    /// <summary>A gate keeps it from being closed, so that it may still be reopened.</summary>
    public async Task<bool> Hold(Ticket ticket, CancellationToken ct) => (await Find(ticket, ct)).Exists(f => f.Mode == RuleMode.Enforce);

    private async Task<List<Finding>> Find(Ticket ticket, CancellationToken ct)
    {
        var findings = new List<Finding>();
        if (ticket.MergedInto is not null) return findings;
        var modes = await rules.Modes(ct);
        foreach (var gate in gates)
        {
            if (await gate.Missing(ticket, ct) is { } missing) findings.Add(new(gate.Name, modes[gate.Name], missing));
        }
        return findings;
    }

    private void Keep(Ticket ticket, Finding finding, StopOutcome outcome) => stops.Keep(finding.Rule, outcome, ticket.About);
}

internal static class CloseGateRefusals
{
    public static Refusal Held(Ticket ticket, IEnumerable<(string Rule, string Missing)> gates) => Of(
        "close-gate", $"{ticket.Number} cannot be closed yet.", "Do that first; it stays resolved until then.", gates);

    public static Refusal AsksWhy(Ticket ticket, IEnumerable<(string Rule, string Missing)> gates) => Of(
        "close-gate-asks-why", $"{ticket.Number} is not ready to be closed.", "Do that first, or say why it is closed as it is.", gates);

    public static Refusal NotDoneYet(Ticket ticket) => new(
        "close-gate-not-done", $"We are not quite done with {ticket.Number} on our side.", "You need do nothing: it closes when we are.");

    private static Refusal Of(string name, string what, string todo, IEnumerable<(string Rule, string Missing)> gates)
    {
        var missing = gates.Select(g => new { rule = g.Rule, missing = g.Missing }).ToList();
        return new(name, $"{what} {string.Join(' ', missing.Select(m => m.missing))}", todo) { Facts = new Dictionary<string, object?> { ["gates"] = missing, ["field"] = name == "close-gate" ? null : "reason" } };
    }
}
