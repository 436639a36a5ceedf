using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Tells a ticket's journal in sentences, oldest first.</summary>
public sealed class TicketStory(BridgewatchDb db, ConversationQueries conversation, IStringLocalizer<DeskTexts> text)
{
    public async Task<IReadOnlyList<StoryLine>> Tell(TicketNumber number, CancellationToken ct)
    {
        var lines = await conversation.History(number, ct);
        var names = await Names.Of(lines.Select(l => l.Fact), db, ct);
        return [.. lines.Select(l => Line(l, names)).OfType<StoryLine>()];
    }

    private StoryLine? Line(HistoryLine line, Names names)
    {
        var by = line.By ?? text[line.ActorKind switch
        {
            ActorKind.System or ActorKind.Operator => "story.program",
            ActorKind.Integration => "story.monitor",
            _ => "story.customer",
        }].Value;
        return line.Fact switch
        {
            TicketOpened f => Of("inbox", text["story.opened", Word(f.Channel), names.Of(f.Queue), f.Priority, f.Impact], shown: true),
            TicketAssigned f when line.By is not null && names.Of(f.To) == line.By => Of("user", text["story.took", by], shown: true),
            TicketAssigned f => Of("user", text["story.assigned", names.Of(f.To), by], shown: true),
            TicketUnassigned f => Of("user", text["story.unassigned", names.Of(f.From), by], shown: true),
            TicketSent f when f.FromQueue == f.Queue => Of("swap", text["story.tier", f.FromTier, f.Tier, by], shown: true),
            TicketSent f => Of("swap", text["story.sent", names.Of(f.FromQueue), names.Of(f.Queue), f.Tier, by], shown: true),
            StatusChanged f => Of("clock", text["story.status", text[$"status.{f.To}"], by], shown: f.To != TicketStatus.Open),
            TicketResolved f => Of("check", text["story.resolved", text[$"code.{f.Code}"], by], shown: true),
            TicketReopened => Of("undo", text["story.reopened", by], shown: true),
            TicketClosed f => Of("archive", text["story.closed", text[$"closure.{f.Reason}"]], shown: true),
            ImpactChanged f when f.Priority != f.PriorityBefore => Of("chart", text["story.impact-priority", f.From, f.To, f.PriorityBefore, f.Priority], shown: true),
            ImpactChanged f => Of("chart", text["story.impact", f.From, f.To]),
            TicketRanked => Of("chart", text["story.ranked"]),
            PriorityOverridden f => Of("flag", text["story.overridden", f.From, f.To, by], shown: true),
            PriorityFollowsScore f => Of("flag", text["story.follows", f.From, f.To, by], shown: true),
            ChangeExplained => Of("lock", text["story.explained", by]),
            EffectStated => Of("pen", text["story.effect", by]),
            TicketDescribed f => Of("pen", text[f.SubjectChanged ? "story.renamed" : "story.described", by]),
            TicketMarked => Of("tag", text["story.marked", by]),
            TicketDiagnosed f => Of("wrench", text["story.diagnosed", names.Of(f.Component), by], shown: true),
            RequesterNamed => Of("user", text["story.requester", by], shown: true),
            TicketReplied => Of("reply", text["story.replied", by]),
            NoteAdded => Of("lock", text["story.note", by]),
            CustomerWrote => Of("mail", text["story.wrote"]),
            _ => null,
        };
        StoryLine Of(string icon, string words, bool shown = false) => new(line.At, icon, words, shown);
    }

    private string Word(Channel channel) => text[$"channel.{channel}"];

    /// <summary>Names for the ids that the facts carry.</summary>
    private sealed class Names
    {
        private readonly Dictionary<Guid, string> _known = [];

        public static async Task<Names> Of(IEnumerable<JournalEvent?> facts, BridgewatchDb db, CancellationToken ct)
        {
            HashSet<PersonId> people = [];
            HashSet<ComponentId> components = [];
            foreach (var fact in facts)
            {
                if (fact is TicketAssigned assigned) people.Add(assigned.To);
                if (fact is TicketUnassigned unassigned) people.Add(unassigned.From);
                if (fact is TicketDiagnosed diagnosed) components.Add(diagnosed.Component);
            }
            var names = new Names();
            foreach (var queue in await db.Queues.Select(q => new { q.Id, q.Name }).ToListAsync(ct)) names._known[queue.Id.Value] = queue.Name;
            var (persons, parts) = (people.ToList(), components.ToList());
            if (persons.Count > 0)
                foreach (var person in await db.People.Where(p => persons.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(ct)) names._known[person.Id.Value] = person.Name;
            if (parts.Count > 0)
                foreach (var part in await db.Components.Where(c => parts.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(ct)) names._known[part.Id.Value] = part.Name;
            return names;
        }

        public string Of(PersonId id) => _known.GetValueOrDefault(id.Value, "?");

        public string Of(QueueId id) => _known.GetValueOrDefault(id.Value, "?");

        public string Of(ComponentId id) => _known.GetValueOrDefault(id.Value, "?");
    }
}

/// <summary>Something that happened to a ticket, in words.</summary>
/// <param name="Icon">One of <see cref="Ui.Icons.All"/>.</param>
/// <param name="Shown">It also stands between the messages of the conversation; the rest only in the history.</param>
public sealed record StoryLine(Instant At, string Icon, string Words, bool Shown);
