using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>Which service an organization uses, where, in which version, and in which days.</summary>
/// <remarks>A new version is a new subscription from its first day on, so that each day's truth stays readable.</remarks>
public sealed class Subscription : Aggregate
{
    public const int LongestVersion = 60;

    /// <summary>Stands for "until further notice" in the column, which is never null.</summary>
    public static readonly LocalDate NoEnd = new(9999, 12, 31);

    private Subscription()
    {
    }

    public SubscriptionId Id { get; private set; }

    /// <summary>Lists are in this order: that of their ids, in which they were written down.</summary>
    public string SortKey { get; private set; } = "";

    public OrganizationId Organization { get; private set; }

    /// <summary>A component of the kind service.</summary>
    public ComponentId Service { get; private set; }

    public string? Region { get; private set; }

    public string? ServiceVersion { get; private set; }

    /// <summary>The first day on which it holds.</summary>
    public LocalDate From { get; private set; }

    /// <summary>The last day on which it holds; <see cref="NoEnd"/> until further notice.</summary>
    public LocalDate Until { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>Since when it counts as never having been; null while it counts.</summary>
    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("subscription", Id.Value);

    internal static Subscription Add(
        OrganizationId organization, ComponentId service, SubscriptionTerms terms, Origin origin)
    {
        var id = SubscriptionId.New();
        var subscription = new Subscription { Id = id, SortKey = KeyOf(id), Organization = organization, Service = service, Origin = origin };
        subscription.Take(terms);
        subscription.Record(new SubscriptionAdded(subscription.Id, organization, service, terms));
        return subscription;
    }

    /// <summary>Corrects what was wrong from the start.</summary>
    internal void Correct(SubscriptionTerms terms)
    {
        var before = Terms;
        if (terms == before) return;
        Take(terms);
        Record(new SubscriptionCorrected(Id, Organization, before, terms));
    }

    internal void EndOn(LocalDate until)
    {
        if (until == Until) return;
        Until = until;
        Record(new SubscriptionEnded(Id, Organization, until));
    }

    /// <summary>Another organization uses it, and always did: organizations were merged or split.</summary>
    internal void MoveTo(OrganizationId organization)
    {
        if (organization == Organization) return;
        var before = Organization;
        Organization = organization;
        Record(new SubscriptionMoved(Id, before, organization));
    }

    internal void Archive(Instant at)
    {
        if (ArchivedAt is not null) return;
        ArchivedAt = at;
        Record(new SubscriptionArchived(Id, Organization));
    }

    public SubscriptionTerms Terms => new(Region, ServiceVersion, From, Until == NoEnd ? null : Until);

    public bool HoldsOn(LocalDate day) => ArchivedAt is null && From <= day && day <= Until;

    /// <summary>The same service in the same region and version, for some of the same days.</summary>
    internal bool Repeats(Subscription other) =>
        Service == other.Service && Region == other.Region && ServiceVersion == other.ServiceVersion && From <= other.Until && other.From <= Until;

    internal static string KeyOf(SubscriptionId id) => id.Value.ToString("N");

    private void Take(SubscriptionTerms terms) =>
        (Region, ServiceVersion, From, Until) = (terms.Region, terms.Version, terms.From, terms.Until ?? NoEnd);
}

/// <summary>What a subscription says beside who and what.</summary>
/// <param name="Region">Where the service is used, in the company's own words; null where it does not matter.</param>
/// <param name="Version">Of the service, as the customer runs it; null where there is one for all.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null until further notice.</param>
public sealed record SubscriptionTerms(string? Region, string? Version, LocalDate From, LocalDate? Until);

[JournalType("catalog.subscription.added.v1")]
public sealed record SubscriptionAdded(
    SubscriptionId Subscription, OrganizationId Organization, ComponentId Service, SubscriptionTerms Terms) : JournalEvent;

/// <summary>It had been written down wrongly.</summary>
[JournalType("catalog.subscription.corrected.v1")]
public sealed record SubscriptionCorrected(
    SubscriptionId Subscription, OrganizationId Organization, SubscriptionTerms From, SubscriptionTerms To) : JournalEvent;

/// <summary>Its last day is known.</summary>
[JournalType("catalog.subscription.ended.v1")]
public sealed record SubscriptionEnded(SubscriptionId Subscription, OrganizationId Organization, LocalDate Until) : JournalEvent;

/// <summary>It is another organization's: organizations were merged or split.</summary>
[JournalType("catalog.subscription.moved.v1")]
public sealed record SubscriptionMoved(SubscriptionId Subscription, OrganizationId From, OrganizationId To) : JournalEvent;

/// <summary>It was a mistake altogether and never held.</summary>
[JournalType("catalog.subscription.archived.v1")]
public sealed record SubscriptionArchived(SubscriptionId Subscription, OrganizationId Organization) : JournalEvent;
