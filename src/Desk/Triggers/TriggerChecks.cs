using Bridgewatch.Catalog;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Macros.Pages;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Whether what a trigger says can be done, and what it names is there.</summary>
internal sealed class TriggerChecks(BridgewatchDb db, TicketFacts facts, NamesInQueries names, People people, FieldCatalogue fields, FieldReader reader, IClock clock)
{
    /// <summary>What is wrong with it, all of it: of what it does each finding stands at <c>do[0].text</c>.</summary>
    /// <returns>The same, tidied, with its condition as we would have written it.</returns>
    public async Task<TriggerText> Look(TriggerText text, FieldFindings findings, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text.Name)) findings.Add("name", Say("rule.give-it-a-name"));
        else if (text.Name.Trim().Length > TriggerText.LongestName) findings.Add("name", Say("rule.trigger-long", TriggerText.LongestName));
        if ((text.On.Count > 0) == text.After is not null) findings.Add("on", Say("rule.trigger-when"));
        if (text.On.Any(e => !Enum.IsDefined(e))) findings.Add("on", Say("rule.trigger-event"));
        if (text.After is { } after && (after.Hours is < 1 or > TriggerTime.MostHours || !Enum.IsDefined(after.Since))) findings.Add("after.hours", Say("rule.trigger-hours", TriggerTime.MostHours));
        if (text.When.Length > TriggerText.LongestCondition) findings.Add("when", Say("rule.trigger-long", TriggerText.LongestCondition));
        if (text.Do.Count is 0 or > TriggerText.MostActions) findings.Add("do", Say("rule.trigger-do", TriggerText.MostActions));
        var when = await findings.Try(() => Normal(text.When, ct));
        var tidied = text.Do.Select(a => a.Tidied()).ToList();
        for (var i = 0; i < tidied.Count; i++) await Look(tidied[i], $"do[{i}]", findings, ct);
        return text with { Name = text.Name.Trim(), On = [.. text.On.Distinct().Order()], When = when ?? text.When, Do = tidied };
    }

    /// <exception cref="Invalid">Something is wrong with it; all of it is said.</exception>
    public async Task<TriggerText> MustBeFine(TriggerText text, CancellationToken ct)
    {
        var findings = new FieldFindings();
        var tidied = await Look(text, findings, ct);
        findings.Throw();
        return tidied;
    }

    /// <summary>A program asks later, so nobody is me, and days are those of UTC.</summary>
    /// <exception cref="Invalid">It cannot be read, or names what its writer does not see.</exception>
    private async Task<string> Normal(string when, CancellationToken ct) =>
        (await TicketNoun.Instance.Read(when).Bind("when", new(null, clock.GetCurrentInstant(), DateTimeZone.Utc), names.Find, ct)).Text;

    private async Task Look(TriggerAction action, string at, FieldFindings findings, CancellationToken ct)
    {
        switch (action.Do)
        {
            case TriggerDeed.Reply or TriggerDeed.Note:
                Written(action.Text, at, findings);
                break;
            case TriggerDeed.SetPriority when action.Priority is null || !Enum.IsDefined(action.Priority.Value):
                findings.Add($"{at}.priority", Say("rule.trigger-priority"));
                break;
            case TriggerDeed.SetStatus when action.Status is not { } status || !MacroForm.Statuses.Contains(status):
                findings.Add($"{at}.status", Say("rule.reply-then"));
                break;
            case TriggerDeed.AddLabels or TriggerDeed.RemoveLabels when action.Labels is not { Count: > 0 and <= TicketWordLists.MostLabels } labels || !labels.All(TicketWordLists.IsLabel):
                findings.Add($"{at}.labels", Say("rule.trigger-labels", TicketWordLists.MostLabels));
                break;
            case TriggerDeed.Assign when action.Person is not { } person || !await people.Work(person, ct):
                findings.Add($"{at}.person", Say("rule.trigger-person"));
                break;
            case TriggerDeed.Move when action.Queue is not { } queue || await facts.Queue(queue, ct) is null:
                findings.Add($"{at}.queue", Say("rule.trigger-queue"));
                break;
            case TriggerDeed.SetField:
                await Filled(action, at, findings, ct);
                break;
            case TriggerDeed.Notify when !await CanBeTold(action, ct):
                findings.Add($"{at}.person", Say("rule.trigger-tell"));
                break;
            case TriggerDeed.Escalate:
                await Escalated(action, at, findings, ct);
                break;
            case var deed when !Enum.IsDefined(deed):
                findings.Add($"{at}.do", Say("rule.trigger-deed"));
                break;
        }
    }

    private static void Written(string? text, string at, FieldFindings findings)
    {
        if (string.IsNullOrEmpty(text)) findings.Add($"{at}.text", Say("macro.say-something"));
        else if (text.Length > Message.LongestBody) findings.Add($"{at}.text", Say("rule.trigger-long", Message.LongestBody));
        else if (MacroTemplate.Fault(text) is { } fault) findings.Add($"{at}.text", fault);
    }

    private async Task Filled(TriggerAction action, string at, FieldFindings findings, CancellationToken ct)
    {
        if (action.Field is null || (await fields.All(ct)).Field(action.Field) is not { IsRetired: false } field)
        {
            findings.Add($"{at}.field", Say("rule.trigger-field"));
            return;
        }
        var wrong = new FieldFindings();
        if (action.Value is { } value) await reader.Read(field, value, wrong, ct);
        if (action.Value is null || wrong.IsOn($"fields.{field.Key}")) findings.Add($"{at}.value", Say("rule.trigger-value", field.Definition.Name));
    }

    private async Task<bool> CanBeTold(TriggerAction action, CancellationToken ct)
    {
        if (action.Person is { } person) return await people.Work(person, ct);
        return action.Team is { } team && await db.Teams.AnyAsync(t => t.Id == team, ct);
    }

    private async Task Escalated(TriggerAction action, string at, FieldFindings findings, CancellationToken ct)
    {
        if (action.Tier is null or SupportTier.L1 || !Enum.IsDefined(action.Tier.Value)) findings.Add($"{at}.tier", Say("rule.trigger-tier"));
        if (action.Reason is { } reason && !EscalationReasons.Up.Contains(reason)) findings.Add($"{at}.reason", Say("rule.reason-leads-down"));
        if (action.Queue is { } queue && await facts.Queue(queue, ct) is null) findings.Add($"{at}.queue", Say("rule.trigger-queue"));
        Written(action.Text, at, findings);
    }

    private static string Say(string key, params object[] values) => RuleTexts.Of<DeskTexts>(key, values);
}
