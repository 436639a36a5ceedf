using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Where the person reads mail.</summary>
public sealed partial class Contact
{
    public const int MostAddresses = 20;

    private readonly List<ContactAddress> _addresses = [];

    /// <summary>In no order; the primary one has the rank 0.</summary>
    public IReadOnlyList<ContactAddress> Addresses => _addresses;

    /// <param name="addresses">Normalised, each once, the primary one first; see <see cref="MailAddress"/>.</param>
    internal void ReadAt(IReadOnlyList<string> addresses)
    {
        if (_addresses.OrderBy(a => a.Rank).Select(a => a.Address).SequenceEqual(addresses)) return;
        _addresses.RemoveAll(a => !addresses.Contains(a.Address));
        for (var rank = 0; rank < addresses.Count; rank++)
        {
            if (_addresses.Find(a => a.Address == addresses[rank]) is { } known) known.Rank = rank;
            else _addresses.Add(new(addresses[rank], Id, rank));
        }
        Parts++;
        Record(new ContactAddressesChanged(Id, addresses.Count));
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
}

/// <summary>The person reads mail at other addresses from now on, or prefers another one.</summary>
/// <param name="Count">How many there are now.</param>
[JournalType("catalog.contact.addresses-changed.v1")]
public sealed record ContactAddressesChanged(ContactId Contact, int Count) : JournalEvent;
