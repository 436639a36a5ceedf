using System.Globalization;
using System.Net;
using System.Text;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Duties;

/// <summary>Writes what a person owes as mail, with a link below each that answers it. Text and HTML say the same.</summary>
internal sealed class DutyLetter(MailedAnswers answers, PublicUrl address, IStringLocalizer<DeskTexts> texts)
{
    public const string Path = "/answer";

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _html = new();

    public string Text => _text.ToString();

    public string Html => $"<div style=\"font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;max-width:640px\">{_html}</div>";

    /// <summary>Whatever is written from now on is in the words of the reader.</summary>
    public DutyLetter To(Person person)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(person.Locale);
        _text.Clear();
        _html.Clear();
        return this;
    }

    public void Say(string words)
    {
        _text.Append(words).Append("\n\n");
        _html.Append(CultureInfo.InvariantCulture, $"<p>{Encoded(words)}</p>");
    }

    public void Head(string words)
    {
        _text.Append(words).Append("\n\n");
        _html.Append(CultureInfo.InvariantCulture, $"<h2 style=\"font-size:16px;margin:24px 0 4px\">{Encoded(words)}</h2>");
    }

    /// <summary>An approval, exactly as it was asked.</summary>
    public void Add(Approval approval, string author, Person to)
    {
        var secret = answers.For(to.Id, approval);
        Entry(approval.Title, approval.Content, texts["mailed.asked", author, Day(approval.Due, to)],
            [(texts[approval.Afterwards ? "approval.agree" : "approval.approve"], Link(secret, MailedDeed.Approve)), (texts["approval.reject"], Link(secret, MailedDeed.Reject))]);
    }

    public void Add(OwedTask task, bool late, Person to)
    {
        var secret = answers.For(to.Id, task);
        List<(string, string)> links = [(texts["duty.complete"], Link(secret, MailedDeed.Complete))];
        if (task.Receipt is null) links.Add((texts["duty.accept"], Link(secret, MailedDeed.Accept)));
        links.Add((texts["duty.decline"], Link(secret, MailedDeed.Decline)));
        Entry(task.Title, task.Details, texts[late ? "mailed.was-due" : "mailed.due", Day(task.Due, to)], links);
    }

    private void Entry(string title, string? words, string until, IReadOnlyList<(string Label, string Url)> links)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{title}\n{until}\n");
        if (words is not null) _text.Append(words).Append('\n');
        foreach (var (label, url) in links) _text.Append(CultureInfo.InvariantCulture, $"  {label}: {url}\n");
        _text.Append('\n');
        _html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:12px 0\"><strong>{Encoded(title)}</strong><br><span style=\"color:#57606a\">{Encoded(until)}</span>");
        if (words is not null) _html.Append(CultureInfo.InvariantCulture, $"<br>{Encoded(words)}");
        _html.Append("<br>").AppendJoin(" · ", links.Select(l => $"<a href=\"{l.Url}\">{Encoded(l.Label)}</a>")).Append("</p>");
    }

    private string Link(string secret, MailedDeed deed) => address.Of($"{Path}/{secret}?do={Words.Of(deed)}");

    private static string Day(Instant at, Person to) =>
        at.InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(to.Zone) ?? DateTimeZone.Utc).ToString("ddd d MMM yyyy, HH:mm", CultureInfo.GetCultureInfo(to.Locale));

    private static string Encoded(string words) => WebUtility.HtmlEncode(words).ReplaceLineEndings("<br>");
}
