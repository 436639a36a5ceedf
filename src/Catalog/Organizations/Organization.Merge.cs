using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>One customer that was known as two, or two that were known as one.</summary>
public sealed partial class Organization
{
    /// <summary>How it became part of another; null for all that stand alone.</summary>
    public OrganizationMerge? Merge { get; private set; }

    /// <summary>The organization as which it goes on. A copy of the merge's, since a filter needs an index.</summary>
    public OrganizationId? MergedInto { get; private set; }

    /// <summary>Goes on as another. Its domains go there; people, subscriptions and tickets are handed over beside. What it was promised
    /// itself counts no more: the other's tier, worth, region and note stay as they are.</summary>
    internal void MergeInto(Organization other, PersonId? by, Instant at)
    {
        Hand([.. _domains.Select(d => d.Domain)], other);
        (Merge, MergedInto, ArchivedAt) = (new(other.Id, by, at), other.Id, ArchivedAt ?? at);
        Record(new OrganizationMerged(Id, other.Id));
        other.Record(new OrganizationTookIn(other.Id, Id));
    }

    /// <summary>Some of its people, domains and subscriptions are another's from now on.</summary>
    /// <param name="withTickets">Also what those people asked before.</param>
    internal void SplitOff(Organization other, IReadOnlyCollection<string> domains, bool withTickets)
    {
        Hand(domains, other);
        Record(new OrganizationSplit(Id, other.Id, withTickets));
        other.Record(new OrganizationSplitOff(other.Id, Id));
    }

    private void Hand(IReadOnlyCollection<string> domains, Organization other)
    {
        var handed = _domains.Where(d => domains.Contains(d.Domain)).ToList();
        if (handed.Count == 0) return;
        if (other._domains.Count + handed.Count > OrganizationRules.MostDomains) throw OrganizationRefusals.TooManyDomains();
        foreach (var domain in handed)
        {
            _domains.Remove(domain);
            domain.GoTo(other.Id);
            other._domains.Add(domain);
        }
        Parts++;
        other.Parts++;
        Record(new OrganizationDomainsChanged(Id, [], [.. handed.Select(d => d.Domain)]));
        other.Record(new OrganizationDomainsChanged(other.Id, [.. handed.Select(d => d.Domain)], []));
    }
}

/// <summary>How an organization became part of another.</summary>
public sealed record OrganizationMerge(OrganizationId Into, PersonId? By, Instant At);

/// <summary>The organization is the same customer as another, as which it goes on.</summary>
[JournalType("catalog.organization.merged.v1")]
public sealed record OrganizationMerged(OrganizationId Organization, OrganizationId Into) : JournalEvent;

/// <summary>Another organization is the same customer, and goes on as this one.</summary>
[JournalType("catalog.organization.took-in.v1")]
public sealed record OrganizationTookIn(OrganizationId Organization, OrganizationId From) : JournalEvent;

/// <summary>Some of its people, domains and subscriptions are another's from now on.</summary>
/// <param name="WithTickets">Also what those people asked before.</param>
[JournalType("catalog.organization.split.v1")]
public sealed record OrganizationSplit(OrganizationId Organization, OrganizationId Into, bool WithTickets) : JournalEvent;

/// <summary>It was given people, domains or subscriptions that were another's.</summary>
[JournalType("catalog.organization.split-off.v1")]
public sealed record OrganizationSplitOff(OrganizationId Organization, OrganizationId From) : JournalEvent;
