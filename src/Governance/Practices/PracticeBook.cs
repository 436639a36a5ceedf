using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>Writes down what becomes of practices, within the running command.</summary>
internal sealed class PracticeBook(BridgewatchDb db, PracticeJudge judge, Envelope envelope)
{
    /// <summary>What is kept about a practice; a new page of the book, not written yet, while nothing is.</summary>
    public async Task<PracticeStanding> Open(Practice practice, CancellationToken ct) =>
        await db.PracticeStandings.SingleOrDefaultAsync(p => p.Number == practice.Number, ct) ?? PracticeStanding.Of(practice);

    /// <summary>A part of its figure, with the target in force.</summary>
    /// <exception cref="Invalid">It has none of that name.</exception>
    public async Task<PracticePart> Part(PracticeStanding standing, string part, CancellationToken ct)
    {
        var figure = await judge.Figure(Practice.By(standing.Number), standing, envelope.At, ct)
            ?? throw new Invalid("practice", RuleTexts.Of<GovernanceTexts>("target.not-measured"));
        return figure.Parts.FirstOrDefault(p => p.Name == part)
            ?? throw new Invalid("part", RuleTexts.Of<GovernanceTexts>("target.unknown-part", string.Join(", ", figure.Parts.Select(p => p.Name))));
    }

    /// <summary>Does what somebody wished, and another person agreed to where that is needed.</summary>
    public async Task Carry(PracticeStanding standing, PracticeWish wish, string reason, PersonId by, ApprovalId? approval, CancellationToken ct)
    {
        var decision = wish.ReviewOn is { } reviewOn
            ? standing.Exempt(reviewOn, reason, by, approval!.Value, envelope.At)
            : standing.Aim(await Part(standing, wish.Part!, ct), wish.Target!.Value, reason, by, approval, envelope.At);
        await Decide(standing, decision, ct);
    }

    /// <summary>Keeps a decision, and the state that follows from it.</summary>
    public async Task Decide(PracticeStanding standing, PracticeDecision decision, CancellationToken ct)
    {
        if (db.Entry(standing).State == EntityState.Detached) db.Add(standing);
        db.Add(decision);
        await Judge(standing, ct);
    }

    /// <summary>Notes the state in which the practice is now, where it is another one.</summary>
    public async Task Judge(PracticeStanding standing, CancellationToken ct)
    {
        var (state, because, figure) = await judge.Of(Practice.By(standing.Number), standing, envelope.At, ct);
        if (standing.Judge(state, because, figure, envelope.At) is not { } spell) return;
        if (db.Entry(standing).State == EntityState.Detached) db.Add(standing);
        if (await db.Set<PracticeSpell>().FindAsync([spell.Practice, spell.Ordinal - 1], ct) is { } before) before.Until = spell.From;
        db.Add(spell);
    }

    public async Task<LocalDate> Today(CancellationToken ct) => envelope.At.InZone(await judge.Zone(ct)).Date;
}
