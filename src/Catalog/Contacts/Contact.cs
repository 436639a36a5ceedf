using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>A person at a customer, or at several.</summary>
public sealed partial class Contact : Aggregate
{
    public const int LongestName = 200;

    public const int LongestPhone = 40;

    public const int LongestLanguage = 35;

    private Contact()
    {
    }

    public ContactId Id { get; private set; }

    /// <summary>Empty once erased.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Lists are in this order; see <see cref="ListKey"/>.</summary>
    public string SortKey { get; private set; } = "";

    public string? Phone { get; private set; }

    /// <summary>BCP 47: <c>de-AT</c>; null where nobody said.</summary>
    public string? Language { get; private set; }

    public Instant AddedAt { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>Since when it is out of all lists; null while it is in use.</summary>
    public Instant? ArchivedAt { get; private set; }

    /// <summary>Since when nothing is known of the person any more; the row stays so that tickets keep their requester.</summary>
    public Instant? ErasedAt { get; private set; }

    /// <summary>Counts changes of the rows that belong to it, so that its version rises with them.</summary>
    public int Parts { get; private set; }

    public override Subject About => new("contact", Id.Value);

    internal static Contact Add(string name, Instant at, Origin origin)
    {
        var contact = new Contact { Id = ContactId.New(), AddedAt = at, Origin = origin };
        contact.Call(name);
        contact.Record(new ContactAdded(contact.Id));
        return contact;
    }

    internal void Rename(string name)
    {
        if (name == Name) return;
        Call(name);
        Record(new ContactRenamed(Id));
    }

    internal void AnswerAt(string? phone)
    {
        if (phone == Phone) return;
        Phone = phone;
        Record(new ContactPhoneChanged(Id));
    }

    internal void Speak(string? language)
    {
        if (language == Language) return;
        Language = language;
        Record(new ContactLanguageChanged(Id, language));
    }

    internal void ArchiveOrRestore(bool archive, Instant at)
    {
        if (archive == ArchivedAt is not null) return;
        if (ErasedAt is not null) throw ContactRefusals.Erased();
        if (MergedInto is not null) throw ContactRefusals.Merged();
        ArchivedAt = archive ? at : null;
        Record(archive ? new ContactArchived(Id) : new ContactRestored(Id));
    }

    /// <summary>Forgets the person: name, addresses, telephone. The row and its memberships stay, so that counts stay right.</summary>
    internal void Erase(Instant at)
    {
        if (ErasedAt is not null) return;
        Call("");
        Phone = null;
        _addresses.Clear();
        foreach (var membership in _memberships) membership.Role = null;
        Parts++;
        ErasedAt = at;
        ArchivedAt ??= at;
        Record(new ContactErased(Id));
    }

    private void Call(string name) => (Name, SortKey) = (name, ListKey.Of(name, Id.Value));
}

/// <summary>A person at a customer became known. Who it is stands in no event.</summary>
[JournalType("catalog.contact.added.v1")]
public sealed record ContactAdded(ContactId Contact) : JournalEvent;

[JournalType("catalog.contact.renamed.v1")]
public sealed record ContactRenamed(ContactId Contact) : JournalEvent;

[JournalType("catalog.contact.phone-changed.v1")]
public sealed record ContactPhoneChanged(ContactId Contact) : JournalEvent;

[JournalType("catalog.contact.language-changed.v1")]
public sealed record ContactLanguageChanged(ContactId Contact, string? Language) : JournalEvent;

[JournalType("catalog.contact.archived.v1")]
public sealed record ContactArchived(ContactId Contact) : JournalEvent;

[JournalType("catalog.contact.restored.v1")]
public sealed record ContactRestored(ContactId Contact) : JournalEvent;

/// <summary>Everything that told who the person was is gone.</summary>
[JournalType("catalog.contact.erased.v1")]
public sealed record ContactErased(ContactId Contact) : JournalEvent;
