using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Following;

/// <summary>Somebody of ours wants to be told what happens to a ticket that is not theirs.</summary>
public sealed class Follower : Aggregate
{
    private Follower()
    {
    }

    public TicketId Ticket { get; private set; }

    public PersonId Person { get; private set; }

    public Instant Since { get; private set; }

    /// <summary>No longer.</summary>
    public bool Ended { get; private set; }

    /// <summary>Nothing happens to the ticket by it.</summary>
    public override Subject About => new("person", Person.Value);

    internal static Follower Begin(TicketId ticket, PersonId person, Instant at)
    {
        var follower = new Follower { Ticket = ticket, Person = person };
        follower.Follow(at);
        return follower;
    }

    internal void Follow(Instant at)
    {
        (Since, Ended) = (at, false);
        Record(new TicketFollowed(Ticket, Person));
    }

    internal void End()
    {
        if (Ended) return;
        Ended = true;
        Record(new TicketUnfollowed(Ticket, Person));
    }
}

/// <summary>Somebody wants to be told what happens to it.</summary>
[JournalType("desk.ticket.followed.v1")]
public sealed record TicketFollowed(TicketId Ticket, PersonId Person) : JournalEvent;

/// <summary>Somebody wants no longer to be told of it.</summary>
[JournalType("desk.ticket.unfollowed.v1")]
public sealed record TicketUnfollowed(TicketId Ticket, PersonId Person) : JournalEvent;

/// <summary>How followers are stored.</summary>
internal static class FollowerTable
{
    public static void Build(ModelBuilder model) => model.Entity<Follower>(t =>
    {
        t.ToTable("ticket_follower");
        t.HasKey(f => new { f.Ticket, f.Person });
        t.HasOne<Ticket>().WithMany().HasForeignKey(f => f.Ticket).OnDelete(DeleteBehavior.Cascade);
        t.HasIndex(f => f.Person);
    });

    extension(BridgewatchDb db)
    {
        internal DbSet<Follower> AllFollowers => db.Set<Follower>();
    }
}
