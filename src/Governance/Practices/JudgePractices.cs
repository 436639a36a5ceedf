using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>Judges every practice and notes the state of those that came into another one, so that an auditor can ask how it was. A practice whose
/// day of review has come counts again, and who proposed that it does not apply is asked to look.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record JudgePractices : ICommand
{
    /// <summary>Figures are of complete days: a state changes at midnight, and is noted so much later at most.</summary>
    internal static readonly Duration Every = Duration.FromHours(6);

    internal static DueHandler Handler { get; } = new("governance.judge-practices", _ => new JudgePractices(), Every);
}

internal sealed class JudgePracticesHandler(BridgewatchDb db, PracticeBook book, Envelope envelope, ISender sender) : ICommandHandler<JudgePractices>
{
    private static readonly Duration TimeToLook = Duration.FromDays(7);

    public async ValueTask<Unit> Handle(JudgePractices command, CancellationToken ct)
    {
        var kept = await db.PracticeStandings.ToDictionaryAsync(p => p.Number, ct);
        var today = await book.Today(ct);
        foreach (var practice in Practice.All)
        {
            var standing = kept.GetValueOrDefault(practice.Number) ?? PracticeStanding.Of(practice);
            if (standing.SetAside is { } aside && !standing.IsSetAside(today))
            {
                await book.Decide(standing, standing.Return(null, null, envelope.At), ct);
                await Remind(practice, aside, ct);
            }
            else
            {
                await book.Judge(standing, ct);
            }
        }
        return default;
    }

    /// <summary>Who proposed it looks again, or who agreed where the one has left.</summary>
    private async Task Remind(Practice practice, SetAside aside, CancellationToken ct)
    {
        var agreed = await db.Set<Approval>().Where(a => a.Id == aside.Approval && a.Decision != null).Select(a => a.Decision!.By).SingleOrDefaultAsync(ct);
        var title = RuleTexts.Of<GovernanceTexts>("review.task", practice.Number, RuleTexts.Of<GovernanceTexts>($"practice.{practice.Number}.short"));
        foreach (var owner in new[] { aside.By, agreed }.OfType<PersonId>())
        {
            try
            {
                await sender.Send(new GiveTask(title, envelope.At + TimeToLook, owner, RuleTexts.Of<GovernanceTexts>("review.details", aside.Reason), practice.Number), ct);
                return;
            }
            catch (Invalid)
            {
                // They work here no more, or see no practices: the next one is asked.
            }
        }
    }
}
