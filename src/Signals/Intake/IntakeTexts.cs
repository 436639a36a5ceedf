using System.Globalization;
using System.Text;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alertmanager;
using Bridgewatch.Signals.Alerts;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Signals.Intake;

/// <summary>What tickets say about alerts, in Markdown. What a monitor wrote is quoted so that it cannot become markup or a mention.</summary>
internal sealed class IntakeTexts(IStringLocalizer<SignalsTexts> text)
{
    /// <summary>Alerts that are described in full when a ticket is opened.</summary>
    private const int DescribedInFull = 5;

    /// <summary>Alerts that are named; of the rest only their number.</summary>
    private const int Named = 50;

    private const int MostLabels = 40;

    private const int LongestValue = 300;

    private const int LongestDescription = 5_000;

    /// <summary>Why nothing was taken of a body that could be read.</summary>
    public string NoAlerts => text["Problem.NoAlerts"];

    public string Problem(AlertmanagerError error) => text[$"Problem.{error.Fault}"];

    /// <summary>Why a body that was understood could not be taken in.</summary>
    public string Failed(Exception exception) => text["Problem.Failed", exception.Message];

    public string Subject(NormalAlert lead, int count)
    {
        var subject = count == 1 ? lead.Title : text["Ticket.Subject", lead.Title, count - 1].Value;
        return AlertText.Cut(subject, Ticket.LongestSubject);
    }

    /// <summary>The first message of a ticket: the worst alerts in full, the rest by name.</summary>
    public string Opening(IReadOnlyList<NormalAlert> alerts, long truncated)
    {
        var body = new StringBuilder();
        var worstFirst = alerts.OrderBy(a => a.Severity).ToList();
        foreach (var alert in worstFirst.Take(DescribedInFull)) Describe(body, alert, alone: alerts.Count == 1);
        if (worstFirst.Count > DescribedInFull)
        {
            body.Append(Line(text["Ticket.FurtherAlerts"]));
            List(body, worstFirst.Skip(DescribedInFull).Select(a => Said(a)));
        }
        if (truncated > 0) body.Append(Line(text["Ticket.Truncated", truncated]));
        return AlertText.Cut(body.ToString().TrimEnd(), Message.LongestBody);
    }

    /// <summary>The note about alerts that joined, changed, or ended while others go on.</summary>
    public string Joining(GroupTurns turns, bool worse, bool newService)
    {
        var note = new StringBuilder();
        if (turns.Reopened) note.Append(Line(text["Note.Again"]));
        if (worse) note.Append(Line(text["Note.Worse"]));
        if (newService) note.Append(Line(text["Note.NewService"]));
        if (turns.Fires.Count > 0)
        {
            note.Append(Line(text["Note.Fires", turns.Fires.Count]));
            List(note, turns.Fires.Select(t => Said(t.Now)));
        }
        if (turns.Changes.Count > 0)
        {
            note.Append(Line(text["Note.Changed", turns.Changes.Count]));
            List(note, turns.Changes.Select(t => Said(t.Now)));
        }
        if (turns.SomeEnded && !turns.AllEnded)
        {
            note.Append(Line(text["Note.SomeEnded", turns.Ends.Count + turns.Unlisted.Count, turns.StillFiring + turns.Fires.Count]));
            List(note, Ended(turns));
        }
        if (turns.FirstTruncated) note.Append(Line(text["Ticket.Truncated", turns.Truncated]));
        return AlertText.Cut(note.ToString().TrimEnd(), Message.LongestBody);
    }

    /// <summary>The note, or the resolution, once nothing of the group fires any more.</summary>
    public string AllEnded(GroupTurns turns)
    {
        var note = new StringBuilder(Line(text["Note.AllEnded"]));
        List(note, Ended(turns));
        return AlertText.Cut(note.ToString().TrimEnd(), Resolution.LongestNote);
    }

    private IEnumerable<string> Ended(GroupTurns turns) =>
        turns.Ends.Select(t => text["Note.EndedAt", Verbatim.InMarkdown(t.Now.Title), Time(t.Now.EndsAt ?? turns.ReceivedAt)].Value)
            .Concat(turns.Unlisted.Select(a => text["Note.Unlisted", Verbatim.InMarkdown(a.Title)].Value));

    private void Describe(StringBuilder body, NormalAlert alert, bool alone)
    {
        if (!alone) body.Append(CultureInfo.InvariantCulture, $"### {Verbatim.InMarkdown(alert.Title)}\n\n");
        if (alert.Description is { } description) body.Append(Line(Verbatim.InMarkdown(AlertText.Cut(description, LongestDescription))));
        body.Append(Line(text["Ticket.Facts", Words.Of(alert.Severity ?? AlertSeverity.Warning), alert.StartsAt is { } starts ? Time(starts) : text["Ticket.StartUnknown"].Value]));
        foreach (var link in alert.Links) body.Append(CultureInfo.InvariantCulture, $"- [{text[$"Link.{link.Kind}"]}](<{Address(link.Url)}>)\n");
        if (alert.Links.Count > 0) body.Append('\n');
        if (alert.Labels.Count == 0) return;
        body.Append(CultureInfo.InvariantCulture, $"| {text["Ticket.Label"]} | {text["Ticket.Value"]} |\n| --- | --- |\n");
        foreach (var (name, value) in alert.Labels.Take(MostLabels))
            body.Append(CultureInfo.InvariantCulture, $"| {Cell(name)} | {Cell(value)} |\n");
        body.Append('\n');
    }

    private string Said(NormalAlert alert) => text["Note.Alert", Verbatim.InMarkdown(alert.Title), Words.Of(alert.Severity ?? AlertSeverity.Warning)];

    private void List(StringBuilder body, IEnumerable<string> items)
    {
        var all = items.ToList();
        foreach (var item in all.Take(Named)) body.Append(CultureInfo.InvariantCulture, $"- {item}\n");
        if (all.Count > Named) body.Append(CultureInfo.InvariantCulture, $"- {text["Note.More", all.Count - Named]}\n");
        body.Append('\n');
    }

    private static string Line(string text) => text + "\n\n";

    private static string Time(NodaTime.Instant at) => NodaTime.Text.InstantPattern.General.Format(at);

    private static string Cell(string value) => Verbatim.InMarkdown(AlertText.Line(AlertText.Cut(value, LongestValue)));

    private static string Address(string url) => url.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal);
}
