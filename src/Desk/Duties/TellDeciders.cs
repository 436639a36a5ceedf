using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Duties;

/// <summary>Mails an approval to whoever may decide about it as soon as it is asked. Who decides first decides; the links of the others say so.</summary>
internal sealed class TellDeciders(BridgewatchDb db, Deciders deciders, Deliveries deliveries, DutyLetter letter, IStringLocalizer<DeskTexts> texts)
    : IReactor<ApprovalAsked>
{
    public const string Name = "desk.tell-deciders";

    public async ValueTask React(ApprovalAsked fact, Entry entry, CancellationToken ct)
    {
        var approval = await db.Set<Approval>().AsNoTracking().SingleAsync(a => a.Id == fact.Approval, ct);
        if (approval.State != ApprovalState.Waiting) return;
        var author = await db.People.Where(p => p.Id == approval.Author).Select(p => p.Name).SingleOrDefaultAsync(ct);
        foreach (var person in (await deciders.Of(approval, ct)).Where(p => p.Notifications.OnAssignment))
        {
            letter.To(person);
            var asker = author ?? texts["mail.somebody"].Value;
            letter.Say(texts[approval.Afterwards ? "mailed.look" : "mailed.decide", asker]);
            letter.Add(approval, asker, person);
            letter.Say(texts["mailed.note", person.Name]);
            deliveries.Mail($"approval-asked:{entry.Seq}:{person.Id}", approval.About,
                new(person.Email, person.Name, texts["mailed.subject", approval.Title], letter.Text, letter.Html, $"approval.{entry.Seq}.{person.Id.Value:N}@bridgewatch.invalid", [])
                { LetsIn = true });
        }
    }
}
