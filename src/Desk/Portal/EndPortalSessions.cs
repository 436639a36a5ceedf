using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Who was taken out of the list of contacts is out of the portal too, and stays so when they are brought back.</summary>
internal sealed class LeaveWithTheContact(ISender sender) : IReactor<ContactArchived>
{
    public const string Name = "desk.leave-portal";

    public async ValueTask React(ContactArchived fact, Entry entry, CancellationToken ct) => await sender.Send(new EndPortalSessions(fact.Contact, entry.At), ct);
}

/// <summary>Nobody knows which browser came in by a mail to an address that is the contact's no more: all sign in again, and links
/// that wait there open nothing.</summary>
internal sealed class LeaveWithTheAddress(ISender sender) : IReactor<ContactAddressesChanged>
{
    public const string Name = "desk.leave-portal-with-address";

    public async ValueTask React(ContactAddressesChanged fact, Entry entry, CancellationToken ct)
    {
        if (fact.Lost > 0) await sender.Send(new EndPortalSessions(fact.Contact, entry.At), ct);
    }
}

/// <summary>Who was signed in as a contact that was merged goes on as the person who they are.</summary>
internal sealed class VisitAsTheOther(ISender sender) : IReactor<ContactMerged>
{
    public const string Name = "desk.visit-as-the-other";

    public async ValueTask React(ContactMerged fact, Entry entry, CancellationToken ct) => await sender.Send(new MovePortalSessions(fact.Contact, fact.Into), ct);
}

/// <summary>After a merge was taken back nobody knows which of the two a browser belongs to: both sign in again.</summary>
internal sealed class LeaveAfterUndo(ISender sender) : IReactor<ContactMergeUndone>
{
    public const string Name = "desk.leave-portal-after-undo";

    public async ValueTask React(ContactMergeUndone fact, Entry entry, CancellationToken ct)
    {
        await sender.Send(new EndPortalSessions(fact.Contact, entry.At), ct);
        await sender.Send(new EndPortalSessions(fact.Into, entry.At), ct);
    }
}

/// <summary>Lets sessions and links of a contact be those of another.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record MovePortalSessions(ContactId From, ContactId To) : ICommand;

internal sealed class MovePortalSessionsHandler(BridgewatchDb db) : ICommandHandler<MovePortalSessions>
{
    public async ValueTask<Unit> Handle(MovePortalSessions command, CancellationToken ct)
    {
        foreach (var session in await db.PortalSessions.Where(s => s.Contact == command.From).ToListAsync(ct)) session.Contact = command.To;
        foreach (var link in await db.PortalLinks.Where(l => l.Contact == command.From).ToListAsync(ct)) link.Contact = command.To;
        return default;
    }
}

/// <summary>Ends the sessions of a contact, and spends their links.</summary>
/// <param name="Until">Whoever came in later came in by what is right now, and stays.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record EndPortalSessions(ContactId Contact, Instant Until) : ICommand;

internal sealed class EndPortalSessionsHandler(BridgewatchDb db) : ICommandHandler<EndPortalSessions>
{
    public async ValueTask<Unit> Handle(EndPortalSessions command, CancellationToken ct)
    {
        var expiry = command.Until + PortalSession.Life;
        db.RemoveRange(await db.PortalSessions.Where(s => s.Contact == command.Contact && s.ExpiresAt <= expiry).ToListAsync(ct));
        db.RemoveRange(await db.PortalLinks.Where(l => l.Contact == command.Contact && l.MadeAt <= command.Until).ToListAsync(ct));
        return default;
    }
}

/// <summary>Deletes sessions, links and unconfirmed requests whose time is over.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ForgetPortalVisits : ICommand, IBulkCommand
{
    internal static DueHandler Handler { get; } = new("desk.forget-portal-visits", _ => new ForgetPortalVisits(), Every: Duration.FromHours(6));
}

internal sealed class ForgetPortalVisitsHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<ForgetPortalVisits>
{
    public async ValueTask<Unit> Handle(ForgetPortalVisits command, CancellationToken ct)
    {
        var now = envelope.At;
        await db.PortalSessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.PortalLinks.Where(l => l.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await db.LeftRequests.Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        return default;
    }
}
