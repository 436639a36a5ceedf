using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Drafts;
using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Following;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Text;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Everything that the page of one ticket shows, read at one moment.</summary>
public sealed class TicketSheets(
    BridgewatchDb db, Actor actor, TicketQueries tickets, ConversationQueries conversation, QueueBoard board, TicketStory story, Settings settings,
    AttachmentQueries attachments, DraftQueries drafts, LinkQueries links, FollowingQueries following)
{
    /// <exception cref="NotVisible">There is none by that number, or not for this actor.</exception>
    public async Task<TicketSheet> One(TicketNumber number, CancellationToken ct)
    {
        var resource = await tickets.One(number, ct);
        var ticket = await db.Tickets.AsNoTracking().SingleAsync(t => t.Number == number, ct);
        var visits = await db.Visits.Where(v => v.Ticket == ticket.Id).ToListAsync(ct);
        return new(resource, ticket.Id, ticket.Channel, ticket.StatusSince, await story.Tell(number, ct), await Messages(number, ct))
        {
            Waiting = await attachments.Waiting(ticket.Id, ct),
            Drafts = await drafts.Mine(number, ct),
            Links = await links.Of(number, ct),
            Following = (await following.Mine(number, ct)).Following,
            QueueName = await db.Queues.Where(q => q.Id == ticket.Queue).Select(q => q.Name).SingleAsync(ct),
            Position = await board.PositionOf(number, ct),
            Organization = await db.Organizations.Where(o => o.Id == ticket.Organization).Select(o => new CustomerFacts(o.Tier, o.Region, o.Revenue)).SingleOrDefaultAsync(ct),
            Path = resource.Component is { } slug ? await Path(slug, ct) : [],
            Override = await Reason(ticket.PriorityOverride?.Reason, ct),
            Cause = await Reason(ticket.Diagnosis?.Cause, ct),
            DiagnosedName = await db.Components.Where(c => ticket.Diagnosis != null && c.Id == ticket.Diagnosis.Component).Select(c => c.Name).SingleOrDefaultAsync(ct),
            Closure = ticket.Closure?.Reason,
            ReopenUntil = ticket.Resolution is { } resolution ? resolution.At + (await settings.Get<DeskSettings>(ct)).ReopenWindow : null,
            Minutes = visits.Sum(v => v.Corrected ?? v.Minutes),
            Visits = await Visits(visits, ct),
            Language = ticket.Language,
            BrandName = await db.Brands.CountAsync(ct) > 1 ? await db.Brands.Where(b => b.Id == ticket.Brand).Select(b => b.Name).SingleAsync(ct) : null,
            RecordsEffort = (await settings.Get<DeskSettings>(ct)).RecordEffort,
        };
    }

    private async Task<IReadOnlyList<MessageLine>> Messages(TicketNumber number, CancellationToken ct)
    {
        var messages = await conversation.Messages(number, ct);
        var handles = messages.Where(m => m.Kind == MessageKind.Note).SelectMany(m => Mentions.In(m.Body)).Distinct().ToList();
        var known = handles.Count == 0 ? [] : (await db.People.Where(p => handles.Contains(p.Handle)).Select(p => p.Handle).ToListAsync(ct)).ToHashSet();
        var lines = messages.Select(m => new MessageLine(m, SafeHtml.From(m.Body, m.Kind == MessageKind.Note ? known : null, PicturesOf(m.MergedFrom ?? number, m)))).ToList();
        var deliveries = await Deliveries(lines, ct);
        return lines.ConvertAll(l => l with { Delivery = deliveries.GetValueOrDefault(l.Message.Id) });
    }

    /// <summary>A text shows the pictures of its own message, and no others.</summary>
    private static Func<string, string?> PicturesOf(TicketNumber number, MessageResource message) => id =>
        message.Attachments.Any(a => a.Picture is not null && a.Id.ToString() == id) ? $"/api/v1/tickets/{number}/attachments/{id}/picture?large=true" : null;

    /// <summary>How the mails stand that carry what we said.</summary>
    public async Task<IReadOnlyDictionary<MessageId, MessageDelivery>> Deliveries(IReadOnlyList<MessageLine> lines, CancellationToken ct)
    {
        var keys = lines.Where(l => l.Message.Kind == MessageKind.Reply).ToDictionary(l => Replies.DeliveryKey(l.Message.Id), l => l.Message.Id);
        if (keys.Count == 0) return new Dictionary<MessageId, MessageDelivery>();
        var asked = keys.Keys.ToList();
        var mask = Mask.For(actor, DeskPermissions.ReadTickets);
        return (await db.Set<Delivery>().AsNoTracking().Where(d => asked.Contains(d.Key))
            .Select(d => new { d.Id, d.Key, d.State, d.Attempts, d.NextAt, d.SentAt, Why = d.DroppedBecause ?? d.LastError }).ToListAsync(ct))
            .ToDictionary(d => keys[d.Key], d => new MessageDelivery(d.Id, d.State, d.Attempts, d.NextAt, d.SentAt, d.Why is null ? null : mask.Quoting(d.Why)));
    }

    /// <summary><c>payments/settlement</c> as its parts, each with its name.</summary>
    private async Task<IReadOnlyList<ComponentStep>> Path(string slug, CancellationToken ct)
    {
        var slugs = slug.Split('/').Select((_, i) => string.Join('/', slug.Split('/').Take(i + 1))).ToList();
        return await db.Components.Where(c => slugs.Contains(c.Slug)).OrderBy(c => c.Slug).Select(c => new ComponentStep(c.Slug, c.Name)).ToListAsync(ct);
    }

    private async Task<string?> Reason(MessageId? note, CancellationToken ct) =>
        note is null ? null : await db.AllMessages.Where(m => m.Id == note).Select(m => m.Body).SingleOrDefaultAsync(ct);

    private async Task<IReadOnlyList<VisitLine>> Visits(List<Visit> visits, CancellationToken ct)
    {
        var ids = visits.Select(v => v.Person).Distinct().ToList();
        var names = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return [.. visits.OrderByDescending(v => v.StartedAt).Select(v =>
            new VisitLine(v.Id, names.GetValueOrDefault(v.Person) ?? "", v.StartedAt, v.Minutes, v.Corrected, v.Person == actor.PersonOrNone))];
    }
}

/// <summary>A ticket with all that stands around it.</summary>
public sealed record TicketSheet(
    TicketResource Ticket, TicketId Id, Channel Channel, Instant StatusSince, IReadOnlyList<StoryLine> Story, IReadOnlyList<MessageLine> Messages)
{
    /// <summary>The reader is told what happens to it.</summary>
    public bool Following { get; init; }

    public required string QueueName { get; init; }

    /// <summary>Null while it rests, and once it is solved.</summary>
    public QueuePosition? Position { get; init; }

    public CustomerFacts? Organization { get; init; }

    /// <summary>The component's path from the top; empty when none is named.</summary>
    public IReadOnlyList<ComponentStep> Path { get; init; } = [];

    /// <summary>Why somebody chose another priority; null while it follows the score.</summary>
    public string? Override { get; init; }

    /// <summary>The confirmed cause, in Markdown.</summary>
    public string? Cause { get; init; }

    /// <summary>The name of the component in which the cause was found.</summary>
    public string? DiagnosedName { get; init; }

    public ClosureReason? Closure { get; init; }

    /// <summary>Until then a resolution can be taken back.</summary>
    public Instant? ReopenUntil { get; init; }

    /// <summary>Active minutes of everybody, as corrected.</summary>
    public int Minutes { get; init; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<VisitLine> Visits { get; init; } = [];

    public bool RecordsEffort { get; init; }

    /// <summary>What it has to do with others that the reader sees.</summary>
    public IReadOnlyList<LinkedTicket> Links { get; init; } = [];

    /// <summary>What the reader has begun to write.</summary>
    public IReadOnlyList<DraftResource> Drafts { get; init; } = [];

    /// <summary>The reader's own files that wait for a message, with the kind that they are meant for.</summary>
    public IReadOnlyList<(MessageKind For, AttachmentResource File)> Waiting { get; init; } = [];

    /// <summary>The language that the customer wrote in, as a tag; null where nobody could tell.</summary>
    public string? Language { get; init; }

    /// <summary>Null where there is one brand only, which nobody needs to read.</summary>
    public string? BrandName { get; init; }
}

/// <param name="Html">The body, sanitised.</param>
public sealed record MessageLine(MessageResource Message, string Html)
{
    /// <summary>The mail that carries it; null for what goes by no mail.</summary>
    public MessageDelivery? Delivery { get; init; }
}

/// <param name="NextAt">When a pending one is tried again.</param>
/// <param name="Why">What stood against the last attempt, or why a person dropped it.</param>
public sealed record MessageDelivery(DeliveryId Id, DeliveryState State, int Attempts, Instant NextAt, Instant? SentAt, string? Why);

public sealed record CustomerFacts(CustomerTier Tier, string? Region, Money? Revenue);

public sealed record ComponentStep(string Slug, string Name);

/// <param name="Corrected">As its owner corrected it.</param>
/// <param name="Mine">Only then it can be corrected.</param>
public sealed record VisitLine(VisitId Id, string Person, Instant StartedAt, int Minutes, int? Corrected, bool Mine);
