using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

// These run in the database, which knows no cultures. SQLite folds the case of English letters only.
#pragma warning disable CA1304, CA1311, CA1862

namespace Bridgewatch.Desk.Portal;

/// <summary>What a customer reads in the portal: their requests and what was said on them. Nothing of what is ours alone.</summary>
internal sealed class PortalQueries(BridgewatchDb db, Actor actor, IClock clock, Settings settings, PortalFileQueries attachments, TicketForms forms, PortalPromises promises)
{
    public const int PageSize = 20;

    /// <summary>Newest first.</summary>
    /// <param name="open">Only what is not solved.</param>
    /// <param name="words">A number, or words of the subject, all of which must be there.</param>
    public async Task<Page<PortalRow>> Requests(bool open, string? words, string? cursor, CancellationToken ct)
    {
        var mine = db.Tickets.VisibleTo(actor).AsNoTracking();
        if (open) mine = mine.Where(t => !t.IsSolved);
        if (TicketNumber.TryParse(words?.Trim(), out var number)) mine = mine.Where(t => t.Number == number);
        else foreach (var word in (words ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5)) mine = mine.Where(t => t.Subject.ToLower().Contains(word));
        if (TicketCursor.Read(cursor) is { } after)
        {
            var (at, last) = (after.At, after.Number);
            mine = mine.Where(t => t.OpenedAt < at || (t.OpenedAt == at && t.Number < last));
        }
        var rows = await mine.OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Number)
            .Select(t => new { t.Number, t.Subject, t.Status, t.OpenedAt, t.LastReplyAt, t.LastInboundAt, t.Requester }).Take(PageSize + 1).ToListAsync(ct);
        var others = rows.Where(r => !actor.IsCustomer(r.Requester)).Select(r => r.Requester!.Value).Distinct().ToList();
        var names = await db.Contacts.Where(c => others.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var page = Page.Of(rows, PageSize, last => new TicketCursor(last.OpenedAt, last.Number).ToString());
        return new([.. page.Items.Select(r => new PortalRow(
            r.Number, r.Subject, PortalStatuses.Of(r.Status), Latest(r.OpenedAt, r.LastReplyAt, r.LastInboundAt),
            !actor.IsCustomer(r.Requester) && names.TryGetValue(r.Requester!.Value, out var name) ? name : null))], page.Next);
    }

    /// <exception cref="NotVisible">There is none by that number, or not for this customer.</exception>
    public async Task<PortalRequest> Request(TicketNumber number, CancellationToken ct)
    {
        var ticket = await db.Tickets.VisibleTo(actor).AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw new NotVisible("request");
        var merged = (await db.Tickets.VisibleTo(actor).Where(t => t.Requester == ticket.Requester).WentOnIn(number, ct)).Keys.Append(ticket.Id).ToList();
        var messages = await db.AllMessages.AsNoTracking().Where(m => merged.Contains(m.Ticket)).ForCustomers(clock.GetCurrentInstant()).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(ct);
        var personIds = messages.Select(m => m.Person).OfType<PersonId>().Distinct().ToList();
        var contactIds = messages.Select(m => m.Contact).Append(ticket.Requester).OfType<ContactId>().Distinct().ToList();
        var people = await db.People.Where(p => personIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var contacts = await db.Contacts.Where(c => contactIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var files = await attachments.Of([.. messages.Select(m => m.Id)], ct);
        var service = await db.Components.Where(c => c.Id == ticket.Component).Select(c => c.Name).SingleOrDefaultAsync(ct);
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        return new(ticket.Number, ticket.Subject, PortalStatuses.Of(ticket.Status), ticket.OpenedAt, service,
            ticket.Requester is { } requester && !actor.IsCustomer(requester) ? contacts.GetValueOrDefault(requester) : null, ticket.Follows, ticket.MergedInto,
            ticket.Resolution is { } resolution ? resolution.At + window : null,
            ticket.Resolution is { } solved && clock.GetCurrentInstant() < solved.At + window,
            messages.ConvertAll(m => new PortalMessage(
                m.Id, m.Kind == MessageKind.Reply, actor.IsCustomer(m.Contact),
                m.Person is { } person ? people.GetValueOrDefault(person) : m.Contact is { } contact ? contacts.GetValueOrDefault(contact) : null,
                m.At, SafeHtml.From(m.Body, pictures: PicturesOf(ticket.Number, files[m.Id])), [.. files[m.Id]])))
        { Said = await forms.ForCustomer(ticket, ct), Promised = ticket.MergedInto is null ? await promises.Of(ticket.Id, ct) : [] };
    }

    /// <summary>Where a picture that the text of a message shows lies for its customer.</summary>
    private static Func<string, string?> PicturesOf(TicketNumber number, IEnumerable<PortalFile> files) => id =>
        AttachmentId.TryParse(id, out var shown) && files.Any(f => f.Id == shown && f.IsPicture) ? $"{PortalPaths.File(number, shown)}/picture" : null;

    /// <summary>Services that the customer's organizations use today, by name.</summary>
    public async Task<IReadOnlyList<PortalService>> Services(CancellationToken ct)
    {
        var (me, day) = (actor.Contact, clock.GetCurrentInstant().InUtc().Date);
        var organizations = db.Memberships.Where(m => m.Contact == me).Select(m => m.Organization);
        var found = await (
            from subscription in db.Subscriptions
            join component in db.Components on subscription.Service equals component.Id
            where organizations.Contains(subscription.Organization) && subscription.ArchivedAt == null && subscription.From <= day && subscription.Until >= day
                && component.ArchivedAt == null
            select new { component.Slug, component.Name }).Distinct().OrderBy(s => s.Name).ThenBy(s => s.Slug).ToListAsync(ct);
        return found.ConvertAll(s => new PortalService(s.Slug, s.Name));
    }

    /// <summary>When something was last said: what happens among ourselves moves nothing.</summary>
    private static Instant Latest(Instant opened, Instant? replied, Instant? written) =>
        Instant.Max(opened, Instant.Max(replied ?? opened, written ?? opened));
}

/// <summary>How a request stands, in a customer's words.</summary>
public enum PortalStatus { Received, InProgress, WaitingForYou, Solved, Closed }

internal static class PortalStatuses
{
    public static PortalStatus Of(TicketStatus status) => status switch
    {
        TicketStatus.New => PortalStatus.Received,
        TicketStatus.WaitingOnCustomer => PortalStatus.WaitingForYou,
        TicketStatus.Resolved => PortalStatus.Solved,
        TicketStatus.Closed => PortalStatus.Closed,
        _ => PortalStatus.InProgress,
    };
}

/// <param name="By">Who asked, when it was somebody else.</param>
internal sealed record PortalRow(TicketNumber Number, string Subject, PortalStatus Status, Instant At, string? By);

/// <param name="By">Who asked, when it was somebody else.</param>
/// <param name="GoesOnIn">The request that it became part of.</param>
/// <param name="CanReopenUntil">Null while it is not solved.</param>
internal sealed record PortalRequest(
    TicketNumber Number, string Subject, PortalStatus Status, Instant OpenedAt, string? Service, string? By, TicketNumber? Follows, TicketNumber? GoesOnIn,
    Instant? CanReopenUntil, bool CanReopen, IReadOnlyList<PortalMessage> Messages)
{
    /// <summary>What it says in fields that customers see.</summary>
    public IReadOnlyList<(string Name, string Shown)> Said { get; init; } = [];

    /// <summary>Empty where nothing is promised, or nothing that customers are told.</summary>
    public IReadOnlyList<PortalPromise> Promised { get; init; } = [];
}

/// <param name="IsOurs">From our side.</param>
/// <param name="IsMine">Written by whoever reads.</param>
/// <param name="Author">Null for who was erased.</param>
/// <param name="Html">Sanitised.</param>
internal sealed record PortalMessage(MessageId Id, bool IsOurs, bool IsMine, string? Author, Instant At, string Html, IReadOnlyList<PortalFile> Files);

internal sealed record PortalService(string Slug, string Name);
