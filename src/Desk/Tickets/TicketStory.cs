using System.Globalization;
using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Redaction;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Triggers;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Tells a ticket's journal in sentences, oldest first.</summary>
public sealed class TicketStory(BridgewatchDb db, ConversationQueries conversation, TicketForms forms, IStringLocalizer<DeskTexts> text)
{
    public async Task<IReadOnlyList<StoryLine>> Tell(TicketNumber number, CancellationToken ct)
    {
        var lines = await conversation.History(number, ct);
        var names = await Names.Of(lines.Select(l => l.Fact), db, ct);
        var before = new Before();
        var fields = lines.Any(l => l.Fact is TicketFieldsChanged) ? (await forms.Changes(number, ct)).ToDictionary(c => c.Id) : [];
        return [.. lines.Select(l => Line(l, names, fields, before)).OfType<StoryLine>()];
    }

    private StoryLine? Line(HistoryLine line, Names names, Dictionary<FieldChangeId, FieldChangeResource> fields, Before before)
    {
        var by = line.By ?? (line.Trigger is { } acting ? text["story.trigger", acting.Name ?? "?"].Value : null) ?? text[line.ActorKind switch
        {
            ActorKind.System or ActorKind.Operator => "story.program",
            ActorKind.Integration => "story.monitor",
            _ => "story.customer",
        }].Value;
        var told = line.Fact switch
        {
            TicketOpened f => Of("inbox", text["story.opened", Word(f.Channel), names.Of(f.Queue), f.Priority, f.Impact], shown: true),
            TicketAssigned f when line.By is not null && names.Of(f.To) == line.By => Of("user", f.From is { } from ? text["story.took-from", by, names.Of(from)] : text["story.took", by], shown: true),
            TicketAssigned { From: { } from } f => Of("user", text["story.handed", names.Of(from), names.Of(f.To), by], shown: true),
            TicketAssigned f => Of("user", text["story.assigned", names.Of(f.To), by], shown: true),
            TicketPulled f => Of("queue", text[f.Debt && f.Position > 1 ? "story.pulled-debt" : "story.pulled", by, f.Position, f.Waiting, names.Of(f.Queue), f.Priority, f.Impact]),
            TicketPushed f => Of("user", text[$"story.pushed.{f.Mode}", names.Of(f.To), f.Position, names.Of(f.Queue)], shown: true),
            NobodyFree f => Of("user", text["story.nobody-free", names.Of(f.Queue)]),
            TicketEscalated f => Of("swap", text[f.To > f.From ? "story.escalated-up" : "story.escalated-down", f.From, f.To, by, text[$"escalation.{f.Reason}"]], shown: true),
            TicketDebtLinked => Of("link", text["story.debt-linked", by]),
            TicketUnassigned { Why: UnassignReason.Left } f => Of("user", text["story.unassigned-left", names.Of(f.From)], shown: true),
            TicketUnassigned f => Of("user", text["story.unassigned", names.Of(f.From), by], shown: true),
            TicketSent f when f.FromQueue == f.Queue => Of("swap", text["story.tier", f.FromTier, f.Tier, by], shown: true),
            TicketSent f => Of("swap", text["story.sent", names.Of(f.FromQueue), names.Of(f.Queue), f.Tier, by], shown: true),
            StatusChanged f => Of("clock", text["story.status", Word(before.Status), Word(f.To), by], shown: f.To != TicketStatus.Open),
            TicketResolved f => Of("check", text["story.resolved", text[$"code.{f.Code}"], by], shown: true),
            TicketReopened => Of("undo", text["story.reopened", by], shown: true),
            TicketClosed f => Of("archive", text["story.closed", text[$"closure.{f.Reason}"]], shown: true),
            ImpactChanged f when f.Priority != f.PriorityBefore => Of("chart", text["story.impact-priority", f.From, f.To, f.PriorityBefore, f.Priority], shown: true),
            ImpactChanged f => Of("chart", text["story.impact", f.From, f.To]),
            MacroUsed f => Of("reply", text[f.Whole ? "story.macro-whole" : "story.macro", by, names.Of(f.Macro)]),
            TicketRanked => Of("chart", text["story.ranked"]),
            TicketPromised => Of("clock", text["story.promised"]),
            SlaWarned f => Of("clock", text["story.sla-warned", text[$"sla.{f.Target}"], f.Percent]),
            SlaBreached f => Of("clock", text[f.ByReclassification ? "story.sla-breached-by-change" : "story.sla-breached", text[$"sla.{f.Target}"]], shown: true),
            TriggerRan { Observed: true } f => Of("bolt", text["story.trigger-observed", names.Of(f.Trigger), Deeds(f.Did)]) with { Trigger = f.Trigger },
            TriggerRan { Failed: { Count: > 0 } failed } f => Of("bolt", text["story.trigger-partly", names.Of(f.Trigger), Deeds(f.Did), Deeds(failed)], shown: true) with { Trigger = f.Trigger },
            TriggerRan f => Of("bolt", text["story.trigger-ran", names.Of(f.Trigger), Deeds(f.Did)], shown: true) with { Trigger = f.Trigger },
            TriggerStopped f => Of("alert", text["story.trigger-stopped", names.Of(f.Trigger), text[$"trigger.stop-{f.Why}"]], shown: true) with { Trigger = f.Trigger },
            TriggerTold f => Of("bell", text["story.trigger-told", names.Of(f.Trigger), f.People.Count]) with { Trigger = f.Trigger },
            TicketAnsweredByTrigger => Of("reply", text["story.replied", by]),
            PrioritySetByTrigger f => Of("flag", text["story.overridden", f.From, f.To, by], shown: true),
            NoReplyNeeded => Of("check", text["story.no-reply-needed", by], shown: true),
            PriorityOverridden f => Of("flag", text["story.overridden", f.From, f.To, by], shown: true),
            PriorityFollowsScore f => Of("flag", text["story.follows", f.From, f.To, by], shown: true),
            ChangeExplained => Of("lock", text["story.explained", by]),
            EffectStated f => Of("pen", Changes(by,
                (text["effect.severity"].Value, before.Was(e => Said(e.Severity)), Said(f.Severity)),
                (text["effect.workaround"].Value, before.Was(e => Said(e.Workaround)), Said(f.Workaround)),
                (text["effect.affected"].Value, before.Was(e => Said(e.Affected)), Said(f.Affected)))),
            TicketDescribed f => Of("pen", Changes(by,
                (text["ticket.subject"].Value, null, f.SubjectChanged ? text["story.subject"].Value : null),
                (text["ticket.type"].Value, text[$"type.{before.Type}"], text[$"type.{f.Type}"]),
                (text["ticket.component"].Value, Part(before.Component), Part(f.Component)))),
            TicketMarked f => Of("tag", Changes(by,
                (text["ticket.labels"].Value, List(before.Labels), List(f.Labels)),
                (text["ticket.codes"].Value, List(before.Codes), List(f.Codes)))),
            TicketFieldsChanged { Changes: [] } f => Of("pen", text["story.fields", string.Join(", ", f.Names), by]),
            TicketFieldsChanged f => Of("pen", Changes(by, [.. f.Changes.Select(fields.GetValueOrDefault).OfType<FieldChangeResource>().Select(c => (c.Name, c.From, (string?)(c.To ?? text["none"])))])),
            TicketDiagnosed f => Of("wrench", text["story.diagnosed", names.Of(f.Component), by], shown: true),
            RequesterNamed => Of("user", text["story.requester", by], shown: true),
            TicketOrganizationChanged => Of("org", text["story.organization-changed", by], shown: true),
            RequesterChanged => Of("user", text["story.requester-changed", by], shown: true),
            TicketCopied f => Of("mail", f.Contacts.Count == 0 ? text["story.copied-nobody", by] : text["story.copied", f.Contacts.Count, by]),
            ReplyWithdrawn => Of("undo", text["story.withdrawn", by]),
            TicketMerged f => Of("merge", text["story.merged", f.Number, by], shown: true),
            TicketTakenIn f => Of("merge", text["story.taken-in", f.Number, by], shown: true),
            MergeUndone f => Of("undo", text["story.merge-undone", f.Number, by], shown: true),
            MessageSplit f => Of("split", text["story.split", f.Number, by], shown: true),
            TicketSplitOff f => Of("split", text["story.split-off", f.Number, by], shown: true),
            TicketGivenBack f => Of("undo", text["story.given-back", f.Number, by], shown: true),
            TicketLinked f => Of("link", text["story.linked", text[$"link.{TicketLink.RoleOf(f.Kind, f.Inward)}"], f.Number, by]),
            TicketUnlinked f => Of("link", text["story.unlinked", text[$"link.{TicketLink.RoleOf(f.Kind, f.Inward)}"], f.Number, by]),
            TicketSnoozed f => Of("clock", text["story.snoozed", f.Until.ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture), by], shown: true),
            TicketWoke f => Of("clock", text[$"story.woke.{f.Why}", by], shown: true),
            TicketReplied => Of("reply", text["story.replied", by]),
            NoteAdded => Of("lock", text["story.note", by]),
            MessageRedacted f => Of("lock", text["story.redacted", by, text[$"redaction.{f.Reason}"]]),
            AttachmentRedacted f => Of("lock", text["story.file-redacted", by, text[$"redaction.{f.Reason}"]]),
            AttachmentDiscarded => Of("clip", text["story.file-discarded", by]),
            AttachmentBrought => Of("clip", text["story.file", by]),
            CustomerWrote => Of("mail", text["story.wrote"]),
            _ => null,
        };
        before.Follow(line.Fact);
        return told;
        StoryLine Of(string icon, string words, bool shown = false) => new(line.At, icon, words, shown);
        string Part(ComponentId? id) => id is { } component ? names.Of(component) : text["none"];
    }

    /// <summary>“Severity: Minor → Outage, by Ada”: only what is other than before, and what was before only where that is known.</summary>
    private string Changes(string by, params (string What, string? From, string? To)[] values)
    {
        var changed = values.Where(v => v.From != v.To)
            .Select(v => v.From is null ? text["story.change-to", v.What, v.To ?? ""].Value : text["story.change", v.What, v.From, v.To ?? ""].Value).ToList();
        return text["story.changes", string.Join("; ", changed), by];
    }

    private string Deeds(IReadOnlyList<TriggerDeed> deeds) => string.Join(", ", deeds.Select(d => text[$"trigger.deed-{d}"].Value));

    private string List(IReadOnlyList<string> words) => words.Count == 0 ? text["none"] : string.Join(", ", words);

    private string Said(Severity? severity) => severity is { } said ? text[$"severity.{said}"] : text["effect.unknown"];

    private string Said(bool? workaround) => text[workaround switch { true => "effect.workaround-yes", false => "effect.workaround-no", _ => "effect.unknown" }];

    private string Said(int? affected) => affected is { } said ? said.ToString("N0", CultureInfo.CurrentCulture) : text["effect.unknown"];

    private string Word(TicketStatus status) => text[$"status.{status}"];

    private string Word(Channel channel) => text[$"channel.{channel}"];

    /// <summary>How the ticket stood before the fact that is being told: facts say what became, not what was.</summary>
    private sealed class Before
    {
        public TicketStatus Status { get; private set; }

        public TicketType Type { get; private set; }

        public ComponentId? Component { get; private set; }

        public IReadOnlyList<string> Labels { get; private set; } = [];

        public IReadOnlyList<string> Codes { get; private set; } = [];

        private EffectStated? Effect { get; set; }

        /// <summary>Null until somebody stated it after the opening: what was said there is no part of its entry.</summary>
        public string? Was(Func<EffectStated, string> part) => Effect is null ? null : part(Effect);

        public void Follow(JournalEvent? fact)
        {
            Status = fact switch
            {
                StatusChanged f => f.To,
                TicketResolved => TicketStatus.Resolved,
                TicketReopened => TicketStatus.Open,
                TicketClosed => TicketStatus.Closed,
                MergeUndone f => f.Status,
                _ => Status,
            };
            if (fact is TicketOpened opened) (Type, Component, Labels, Codes) = (opened.Type, opened.Component, opened.Labels, opened.Codes);
            if (fact is TicketDescribed described) (Type, Component) = (described.Type, described.Component);
            if (fact is TicketMarked marked) (Labels, Codes) = (marked.Labels, marked.Codes);
            if (fact is EffectStated effect) Effect = effect;
        }
    }

    /// <summary>Names for the ids that the facts carry.</summary>
    private sealed class Names
    {
        private readonly Dictionary<Guid, string> _known = [];

        public static async Task<Names> Of(IEnumerable<JournalEvent?> facts, BridgewatchDb db, CancellationToken ct)
        {
            HashSet<PersonId> people = [];
            HashSet<ComponentId> components = [];
            List<MacroId> macros = [];
            HashSet<TriggerId> triggers = [];
            foreach (var fact in facts)
            {
                if (fact is TicketAssigned assigned) people.UnionWith(assigned.From is { } from ? [from, assigned.To] : [assigned.To]);
                if (fact is MacroUsed used) macros.Add(used.Macro);
                TriggerId? trigger = fact switch { TriggerRan f => f.Trigger, TriggerStopped f => f.Trigger, TriggerTold f => f.Trigger, _ => null };
                if (trigger is { } ran) triggers.Add(ran);
                if (fact is TicketPushed pushed) people.Add(pushed.To);
                if (fact is TicketUnassigned unassigned) people.Add(unassigned.From);
                var component = fact switch
                {
                    TicketOpened f => f.Component,
                    TicketDescribed f => f.Component,
                    TicketDiagnosed f => f.Component,
                    _ => null,
                };
                if (component is { } named) components.Add(named);
            }
            var names = new Names();
            foreach (var queue in await db.Queues.Select(q => new { q.Id, q.Name }).ToListAsync(ct)) names._known[queue.Id.Value] = queue.Name;
            var (persons, parts) = (people.ToList(), components.ToList());
            if (persons.Count > 0)
                foreach (var person in await db.People.Where(p => persons.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(ct)) names._known[person.Id.Value] = person.Name;
            if (parts.Count > 0)
                foreach (var part in await db.Components.Where(c => parts.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(ct)) names._known[part.Id.Value] = part.Name;
            if (macros.Count > 0)
                foreach (var macro in await db.AllMacros.Where(m => macros.Contains(m.Id)).Select(m => new { m.Id, m.Name }).ToListAsync(ct)) names._known[macro.Id.Value] = macro.Name;
            var acting = triggers.ToList();
            if (acting.Count > 0)
                foreach (var trigger in await db.AllTriggers.Where(t => acting.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(ct)) names._known[trigger.Id.Value] = trigger.Name;
            return names;
        }

        public string Of(PersonId id) => _known.GetValueOrDefault(id.Value, "?");

        public string Of(QueueId id) => _known.GetValueOrDefault(id.Value, "?");

        public string Of(MacroId id) => _known.GetValueOrDefault(id.Value, "?");

        public string Of(TriggerId id) => _known.GetValueOrDefault(id.Value, "?");

        public string Of(ComponentId id) => _known.GetValueOrDefault(id.Value, "?");
    }
}

/// <summary>Something that happened to a ticket, in words.</summary>
/// <param name="Icon">One of <see cref="Ui.Icons.All"/>.</param>
/// <param name="Shown">It also stands between the messages of the conversation; the rest only in the history.</param>
public sealed record StoryLine(Instant At, string Icon, string Words, bool Shown)
{
    /// <summary>The trigger of which it tells; null for all else.</summary>
    public TriggerId? Trigger { get; init; }
}
