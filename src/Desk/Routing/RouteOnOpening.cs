using System.Text;
using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Routing;

/// <summary>Asks the rules where a ticket goes that is about to be opened. What a rule names and is no longer there is passed over.</summary>
internal sealed class RouteOnOpening(BridgewatchDb db, RoutingBooks books, TicketFacts facts, FileStore files)
{
    /// <summary>Of an attached text so much is looked at.</summary>
    private const int MostRead = ErrorCodes.LongestText;

    /// <returns>Null where there are no rules.</returns>
    public async Task<OpeningRoute?> Ask(OpenTicket ticket, KnownComponent? component, KnownOrganization? organization, KnownBrand brand, string? language, CancellationToken ct)
    {
        var book = await books.InForce(ct);
        if (book.Router is null) return null;
        var decision = book.Router.Route(Arrival(ticket, component, organization, brand, language, Texts(ticket.Files)));
        var set = new RouteTargets(decision.Component, decision.Queue, decision.Tier, decision.Skill, decision.Priority, decision.Runbook) { Labels = decision.Labels, Followers = decision.Followers };
        var setsComponent = decision.Matched.Any(m => m.Sets.Contains("component"));
        return new(
            decision, set with { Component = setsComponent ? decision.Component : null },
            setsComponent ? await facts.ComponentOrNone(decision.Component!, ct) ?? component : component,
            decision.Queue is { } queue ? await facts.Queue(queue, ct) : null, await Followers(decision.Followers, ct),
            new([.. decision.Matched.Select(m => new RuleThatApplied(book.Rules[m.Rule].Id, book.Rules[m.Rule].Revision, m.Rule, m.Because, m.Sets))],
                [.. decision.Shadowed.Select(s => new RuleThatCameLate(book.Rules[s.Rule].Id, book.Rules[s.Rule].Revision, s.Rule, s.By))]));
    }

    private static Arrival Arrival(
        OpenTicket ticket, KnownComponent? component, KnownOrganization? organization, KnownBrand brand, string? language, IReadOnlyList<string> texts) => new()
        {
            Subject = ticket.Subject,
            Body = ticket.Body,
            OtherTexts = texts,
            Type = ticket.Type ?? TicketType.Question,
            Severity = ticket.Severity,
            Channel = ticket.Channel,
            Affected = ticket.Affected,
            Component = component is null ? [] : [component.Slug, component.Name, .. component.Aliases],
            Services = component is null ? [] : Routing.Arrival.PathAndAbove(component.Slug),
            Organization = organization is null ? [] : [organization.Name],
            Requester = ticket.Requester is { } requester ? [.. new[] { requester.Email, requester.Name }.OfType<string>()] : [],
            Brand = [brand.Slug],
            Region = organization?.Region,
            Language = ticket.Language ?? language,
            Labels = [.. TicketWordLists.Labels(ticket.Labels) ?? []],
            Fields = (ticket.Fields ?? TicketFields.None).Where(f => f.Value.ValueKind != JsonValueKind.Null).ToDictionary(f => f.Key, f => f.Value.ValueKind == JsonValueKind.String ? f.Value.GetString()! : f.Value.GetRawText()),
            Codes = [.. (ticket.ErrorCodes ?? []).Select(code => ErrorCodes.Normalise(code)!).Distinct()],
        };

    /// <summary>Read without waiting: within a transaction of SQLite a command stays on its thread.</summary>
    private List<string> Texts(IReadOnlyList<BroughtFile>? brought)
    {
        List<string> texts = [];
        foreach (var file in (brought ?? []).Where(f => f.Type.StartsWith("text/", StringComparison.Ordinal)))
        {
            if (files.Open(file.Sha256) is not { } content) continue;
            using var reader = new StreamReader(content, Encoding.UTF8);
            var read = new char[(int)Math.Min(MostRead, file.Size)];
            texts.Add(new(read, 0, reader.ReadBlock(read)));
        }
        return texts;
    }

    private async Task<IReadOnlyList<PersonId>> Followers(IReadOnlyList<string> handles, CancellationToken ct) =>
        handles.Count == 0 ? [] : await db.People.Where(p => handles.Contains(p.Handle) && p.State != PersonState.Left).Select(p => p.Id).ToListAsync(ct);
}

/// <summary>What the rules say of a ticket that is being opened.</summary>
/// <param name="Set">What rules set, and nothing that the ticket came with.</param>
/// <param name="Component">What a rule sets, or what the ticket came with.</param>
/// <param name="Queue">Null where no rule sets one that is there.</param>
internal sealed record OpeningRoute(
    RouteDecision Decision, RouteTargets Set, KnownComponent? Component, KnownQueue? Queue, IReadOnlyList<PersonId> Followers, RoutedBecause Because)
{
    /// <summary>What patterns read, by the names of fields.</summary>
    public IReadOnlyDictionary<string, JsonElement> FieldsFound => Decision.Fields.Count == 0 ? TicketFields.None
        : Decision.Fields.Take(TicketFields.Most).ToDictionary(f => f.Key, f => JsonSerializer.SerializeToElement(f.Value));

    /// <summary>What the ticket was given first, and no more than a ticket may have.</summary>
    public IReadOnlyCollection<string> Labels(IReadOnlyCollection<string> given) => [.. given.Union(Set.Labels).Take(TicketWordLists.MostLabels)];
}
