using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Where the person reads mail.</summary>
public sealed partial class Contact
{
    public const int MostAddresses = 20;

    private readonly List<ContactAddress> _addresses = [];

    /// <summary>In no order; the primary one has the rank 0.</summary>
    public IReadOnlyList<ContactAddress> Addresses => _addresses;

    /// <summary>At these and no others, preferring the same one.</summary>
    internal bool ReadsAt(IReadOnlyList<string> addresses) => _addresses.OrderBy(a => a.Rank).Select(a => a.Address).SequenceEqual(addresses);

    /// <param name="addresses">Normalised, each once, the primary one first; see <see cref="MailAddress"/>.</param>
    internal void ReadAt(IReadOnlyList<string> addresses)
    {
        if (ReadsAt(addresses)) return;
        var lost = _addresses.RemoveAll(a => !addresses.Contains(a.Address));
        for (var rank = 0; rank < addresses.Count; rank++)
        {
            if (_addresses.Find(a => a.Address == addresses[rank]) is { } known) known.Rank = rank;
            else _addresses.Add(new(addresses[rank], Id, rank));
        }
        Parts++;
        Record(new ContactAddressesChanged(Id, addresses.Count, lost == 0 ? null : lost));
    }

    /// <summary>A mail server said that the address is dead, or somebody wrote from it after all.</summary>
    internal void Hear(string address, bool dead, Instant at)
    {
        if (_addresses.Find(a => a.Address == address) is not { } known || known.DeadSince is not null == dead) return;
        known.DeadSince = dead ? at : null;
        Parts++;
        Record(dead ? new ContactAddressDied(Id) : new ContactAddressLives(Id));
    }
}

/// <summary>An e-mail address and the one contact whose it is.</summary>
/// <param name="address">As <see cref="MailAddress.Normalise"/> writes it.</param>
/// <param name="rank">0 for the primary one.</param>
public sealed class ContactAddress(string address, ContactId contact, int rank)
{
    public string Address { get; private set; } = address;

    public ContactId Contact { get; private set; } = contact;

    public int Rank { get; internal set; } = rank;

    /// <summary>Since when mail to it comes back for good; null while it arrives.</summary>
    public Instant? DeadSince { get; internal set; }

    /// <summary>The contact whose it was before a merge; it goes back there with it.</summary>
    public ContactId? CameFrom { get; private set; }

    internal void GoTo(ContactId contact, int rank, ContactId? cameFrom) => (Contact, Rank, CameFrom) = (contact, rank, cameFrom);
}

/// <summary>The person reads mail at other addresses from now on, or prefers another one.</summary>
/// <param name="Count">How many there are now.</param>
/// <param name="Lost">How many are theirs no more. Null where none was taken away: what a merge moves stays the person's.</param>
[JournalType("catalog.contact.addresses-changed.v1")]
public sealed record ContactAddressesChanged(ContactId Contact, int Count, int? Lost = null) : JournalEvent;

/// <summary>A mail server said that an address of theirs is dead.</summary>
[JournalType("catalog.contact.address-died.v1")]
public sealed record ContactAddressDied(ContactId Contact) : JournalEvent;

/// <summary>They wrote from an address that was believed to be dead.</summary>
[JournalType("catalog.contact.address-lives.v1")]
public sealed record ContactAddressLives(ContactId Contact) : JournalEvent;
