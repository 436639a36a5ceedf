using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>The mail domains by which its people are recognised.</summary>
public sealed partial class Organization
{
    private readonly List<OrganizationDomain> _domains = [];

    public IReadOnlyList<OrganizationDomain> Domains => _domains;

    /// <summary>Counts changes of the rows that belong to it, so that its version rises with them.</summary>
    public int Parts { get; private set; }

    /// <param name="domains">Normalised, each once; see <see cref="DomainName"/>.</param>
    internal void ComeFrom(IReadOnlyCollection<string> domains)
    {
        var lost = _domains.Where(d => !domains.Contains(d.Domain)).ToList();
        var gained = domains.Where(d => _domains.TrueForAll(known => known.Domain != d)).ToList();
        if (lost.Count == 0 && gained.Count == 0) return;
        foreach (var domain in lost) _domains.Remove(domain);
        _domains.AddRange(gained.Select(d => new OrganizationDomain(d, Id)));
        Parts++;
        Record(new OrganizationDomainsChanged(Id, gained, [.. lost.Select(d => d.Domain)]));
    }
}

/// <summary>A mail domain and the one organization that it belongs to.</summary>
/// <param name="domain">Lower-case, in ASCII form: <c>acme.example</c>.</param>
public sealed class OrganizationDomain(string domain, OrganizationId organization)
{
    public const int Longest = 253;

    public string Domain { get; private set; } = domain;

    public OrganizationId Organization { get; private set; } = organization;

    internal void GoTo(OrganizationId organization) => Organization = organization;
}

/// <summary>Its people are recognised by other mail domains from now on.</summary>
[JournalType("catalog.organization.domains-changed.v1")]
public sealed record OrganizationDomainsChanged(
    OrganizationId Organization, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost) : JournalEvent;
