using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>Reads what people write into policies: conditions and names of calendars.</summary>
public sealed class SlaWording(BridgewatchDb db, IClock clock, NamesInQueries names)
{
    /// <summary>A program asks later, so nobody is me, and days are those of UTC.</summary>
    private QueryAsker Program => new(null, clock.GetCurrentInstant(), DateTimeZone.Utc);

    internal async Task Check(string field, string query, FieldFindings findings, CancellationToken ct)
    {
        try
        {
            await Normal(field, query, ct);
        }
        catch (Invalid invalid)
        {
            foreach (var finding in invalid.Errors.SelectMany(e => e.Value)) findings.Add(field, finding);
        }
    }

    /// <summary>A condition as we would have written it; it names nothing that its writer does not see.</summary>
    /// <exception cref="Invalid">It cannot be read, or names what is not there.</exception>
    internal async Task<string> Normal(string field, string query, CancellationToken ct) =>
        (await TicketNoun.Instance.Read(query).Bind(field, Program, names.Find, ct)).Text;

    /// <summary>By short name or id, of those in use; null when there is none.</summary>
    internal async Task<CalendarId?> Calendar(string text, CancellationToken ct)
    {
        var calendars = db.Calendars.Where(c => c.ArchivedAt == null);
        var found = CalendarId.TryParse(text, out var id) ? calendars.Where(c => c.Id == id) : calendars.Where(c => c.Slug == text);
        return await found.Select(c => (CalendarId?)c.Id).SingleOrDefaultAsync(ct);
    }
}

internal static class SlaRules
{
    /// <summary>What takes longer is no promise.</summary>
    private static readonly Duration Longest = Duration.FromDays(366);

    /// <summary>Waiting states; a ticket that nobody has looked at, or that is solved, does not wait.</summary>
    private static readonly TicketStatus[] MayPause = [TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold];

    public static IRuleBuilderOptions<T, string> PolicyName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(SlaPolicy.LongestName);

    public static void Targets<T>(this IRuleBuilder<T, SlaTargets> rule) => rule
        .Must(t => t is not null && t.All.Any(p => p.Targets.ByClock().Count > 0)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.sla-targets"))
        .Must(t => t is null || t.All.SelectMany(p => p.Targets.ByClock().Values).All(s => s > Duration.Zero && s <= Longest)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.sla-span"));

    public static void Pauses<T>(this IRuleBuilder<T, IReadOnlyList<TicketStatus>?> rule) => rule
        .Must(p => p is null || p.All(MayPause.Contains)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.sla-pause", string.Join(", ", MayPause.Select(Words.Of))));

    public static void Within<T>(this IRuleBuilder<T, Duration?> rule) => rule
        .Must(d => d is null || (d >= Duration.Zero && d <= Longest)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.sla-span"));
}
