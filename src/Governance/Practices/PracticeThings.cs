using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Governance.Practices;

/// <summary>Practices, as what tasks and approvals are about.</summary>
internal sealed class PracticeThings(IStringLocalizer<GovernanceTexts> text) : IDutyThings
{
    public string Kind => "practice";

    public Task<Guid?> Find(string name, Actor actor, CancellationToken ct) =>
        Task.FromResult(Sees(actor) ? Practice.All.FirstOrDefault(p => p.Number == name)?.About.Id : null);

    public Task<IReadOnlyDictionary<Guid, DutyThing>> Known(IReadOnlyCollection<Guid> ids, Actor actor, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<Guid, DutyThing>>(Practice.All.Where(p => Sees(actor) && ids.Contains(p.About.Id)).ToDictionary(
            p => p.About.Id, p => new DutyThing(Kind, p.Number, text[$"practice.{p.Number}.title"], $"/practices/{p.Number}")));

    private static bool Sees(Actor actor) => actor.May(GovernancePermissions.ReadPractices);
}
