using System.Linq.Expressions;
using Bridgewatch.Desk.Routing;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What can be asked of tickets in the query language.</summary>
public static class TicketNoun
{
    public const string Queue = "queue", Team = "team", Person = "person", Organization = "organization", Requester = "requester",
        Service = "service", Component = "component", Brand = "brand";

    public static QueryNoun<Ticket> Instance { get; } = new("ticket", Fields(), Own);

    /// <summary>True for conditions that only tickets fulfil which still need somebody.</summary>
    internal static bool IsUnsolved(QueryTerm term) => term.Values.All(v => !v.IsNone) && term switch
    {
        { Field: "is" } => term.Values.All(v => v.Text.ToLowerInvariant() is "unsolved" or "open" or "late"),
        { Field: "due" } => true,
        { Field: "status" } => term.Values.All(v => WordField<Ticket, TicketStatus>.Read(v).All(s => s.IsUnsolved())),
        _ => false,
    };

    /// <summary>True for conditions that say themselves whether solved tickets are meant.</summary>
    internal static bool SaysSolved(QueryTerm term) => term.Field is "status" or "resolved" or "closed" or "resolver"
        || (term.Field == "is" && term.Values.Any(v => v.Text.ToLowerInvariant() is "unsolved" or "open" or "solved" or "closed" or "spam"));

    private static IReadOnlyList<QueryField<Ticket>> Fields() =>
    [
        new FlagField<Ticket>("is", "What is so of it.", Flags()),
        new WordField<Ticket, TicketStatus>("status", "Where it stands.", t => t.Status),
        new WordField<Ticket, Priority>("priority", "How soon it should be worked on.", t => t.Priority) { Aliases = ["prio", "p"] },
        new WordField<Ticket, Priority>("peak", "The highest priority that it ever had.", t => t.PeakPriority),
        new WordField<Ticket, TicketType>("type", "What kind of request it is.", t => t.Type),
        new WordField<Ticket, Severity>("severity", "How badly the function is hurt.", t => t.Severity, optional: true),
        new WordField<Ticket, SupportTier>("tier", "The tier of support that has it.", t => t.Tier),
        new WordField<Ticket, Channel>("channel", "The way it came.", t => t.Channel),
        new WordField<Ticket, Origin>("origin", "Whether it is real, imported, of a drill, or made for show.", t => t.Origin),
        new ReferenceField<Ticket, QueueId>("queue", "Where it waits, by name or short name.", Queue, t => t.Queue, optional: false),
        new ReferenceField<Ticket, TeamId>("team", "The team whose queue it is in.", Team, t => t.Team),
        new ReferenceField<Ticket, PersonId>("assignee", "Who has it, by name, handle or address; me, none.", Person, t => t.Assignee, me: true) { Aliases = ["assigned"] },
        new ReferenceField<Ticket, PersonId>("resolver", "Who solved it; me, none.", Person, t => t.ResolvedBy, me: true),
        new ReferenceField<Ticket, OrganizationId>("organization", "The customer, by name.", Organization, t => t.Organization) { Aliases = ["org", "customer"] },
        new ReferenceField<Ticket, ContactId>("requester", "Who asked, by name or address.", Requester, t => t.Requester) { Aliases = ["from"] },
        new ReferenceField<Ticket, ComponentId>("service", "A service, with all that is below it.", Service, t => t.Component),
        new ReferenceField<Ticket, ComponentId>("component", "A part of the architecture, by path or name: payments/settlement, payments/*.", Component, t => t.Component),
        new ReferenceField<Ticket, BrandId>("brand", "The name under which we speak.", Brand, t => t.Brand, optional: false),
        new NamesField<Ticket>("code", "An error code that it speaks of; stars stand for anything.",
            fits => Has(fits, t => t.Codes.Select(c => c.Code)), t => !t.Codes.Any(), Text.ErrorCodes.Normalise, c => c.ToUpperInvariant()) { Aliases = ["error"] },
        new NamesField<Ticket>("label", "A label.",
            fits => Has(fits, t => t.Labels.Select(l => l.Label)), t => !t.Labels.Any(), l => l.Trim().ToLowerInvariant() is { Length: > 0 } label ? label : null, l => l.ToLowerInvariant()) { Aliases = ["tag"] },
        new TextField<Ticket>("subject", "Words of the subject.", t => t.Subject, open: t => t.Requester == null) { Aliases = ["title"] },
        new TextField<Ticket>("region", "The customer's region.", t => t.Region),
        new TicketNumberField<Ticket>("number", "Its number.", t => t.Number) { Aliases = ["ticket"] },
        new NumberField<Ticket>("impact", "How much it hurts customers, 0 to 100.", t => t.ImpactPoints),
        new NumberField<Ticket>("affected", "How many customers or people are hit.", t => t.Affected, optional: true),
        new InstantField<Ticket>("created", "When it was opened.", t => t.OpenedAt) { Aliases = ["opened"] },
        new InstantField<Ticket>("updated", "When anything last happened to it.", t => t.UpdatedAt),
        new InstantField<Ticket>("resolved", "When it was solved.", t => t.ResolvedAt, optional: true) { Aliases = ["solved"] },
        new InstantField<Ticket>("closed", "When it was closed for good.", t => t.Closure == null ? null : t.Closure.At, optional: true),
        new InstantField<Ticket>("replied", "When we last answered.", t => t.LastReplyAt, optional: true),
        new InstantField<Ticket>("due", "When the first of what is promised is owed: <1h is within the hour, or late already.", t => t.DueAt, optional: true, ahead: true),
        new InstantField<Ticket>("breached", "When a promise was last not kept.", t => t.BreachedAt, optional: true),
        new InstantField<Ticket>("written", "When the customer last wrote.", t => t.LastInboundAt, optional: true),
    ];

    private static IReadOnlyList<QueryFlag<Ticket>> Flags() =>
    [
        new("unsolved", "It still needs somebody.", t => !t.IsSolved, "open"),
        new("solved", "Resolved or closed.", t => t.IsSolved),
        new("closed", "Closed for good.", t => t.Status == TicketStatus.Closed),
        new("assigned", "Somebody has it.", t => t.Assignee != null),
        new("unassigned", "Nobody has it.", t => t.Assignee == null, "free"),
        new("unanswered", "The customer's last word stands unanswered.", t => t.AwaitsReply),
        new("reopened", "It was solved once, and was not.", t => t.Reopened > 0),
        new("late", "What is promised was due, and is still owed.", asker => t => t.DueAt != null && t.DueAt < asker.Now),
        new("spam", "It was closed as spam.", t => t.IsSpam),
        new("snoozed", "It is snoozed until a time.", t => t.SnoozedUntil != null),
    ];

    /// <summary>A field of one's own, whose name is written as it was given.</summary>
    private static OwnField<Ticket>? Own(string called)
    {
        if (!called.StartsWith(ArrivalNoun.OwnField, StringComparison.OrdinalIgnoreCase) || called.Length == ArrivalNoun.OwnField.Length) return null;
        return Own(called[ArrivalNoun.OwnField.Length..], "A field of one's own.", []);
    }

    /// <param name="known">Values that it often has.</param>
    internal static OwnField<Ticket> Own(string name, string doc, IEnumerable<string> known) => new(
        ArrivalNoun.OwnField + name, doc, t => t.FieldValues.Where(v => v.Name == name).Select(v => v.Value),
        t => t.FieldValues.Where(v => v.Name == name && v.Size != null).Select(v => v.Size!.Value), known);

    private static Expression<Func<Ticket, bool>> Has(Expression<Func<string, bool>> fits, Expression<Func<Ticket, IEnumerable<string>>> names) => QueryField.Any(names, fits);
}
