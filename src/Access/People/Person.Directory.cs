using NodaTime;

namespace Bridgewatch.Access.People;

public sealed partial class Person
{
    public const int LongestExternalId = 255;

    /// <summary>As the directory that tells of the person calls them; null while none does.</summary>
    public string? UserName { get; private set; }

    /// <summary>That name in lower case, unique.</summary>
    public string? UserNameKey { get; private set; }

    /// <summary>The directory's own id of the person.</summary>
    public string? ExternalId { get; private set; }

    /// <summary>Parts of the name as the directory has them; everybody here sees <see cref="Name"/>.</summary>
    public string? GivenName { get; private set; }

    public string? FamilyName { get; private set; }

    /// <summary>When the directory last told something new.</summary>
    public Instant? ToldAt { get; private set; }

    /// <summary>Takes over what a directory tells; does nothing when it is known.</summary>
    internal void BeTold(string userName, string? externalId, string email, string name, string? givenName, string? familyName, Instant at)
    {
        List<string> changed = [];
        if (userName != UserName) changed.Add("user-name");
        if (externalId != ExternalId) changed.Add("external-id");
        if (email != Email) changed.Add("email");
        if (name != Name) changed.Add("name");
        if ((givenName, familyName) != (GivenName, FamilyName)) changed.Add("name-parts");
        if (changed.Count == 0) return;
        Call(email, name, Handle);
        (UserName, UserNameKey, ExternalId, GivenName, FamilyName, ToldAt) = (userName, KeyOf(userName), externalId, givenName, familyName, at);
        Record(new PersonChanged(Id, changed, Tier, Zone, Locale));
    }

    /// <summary>They are in other groups at the directory, or in the same ones by another name; what follows from that has entries of its own.</summary>
    internal void BeGrouped(Instant at)
    {
        ToldAt = at;
        Record(new PersonChanged(Id, ["groups"], Tier, Zone, Locale));
    }

    /// <summary>The directory knows the person no more.</summary>
    internal void BeForgottenByDirectory()
    {
        if (UserName is null) return;
        (UserName, UserNameKey, ExternalId, GivenName, FamilyName, ToldAt) = (null, null, null, null, null, null);
        Record(new PersonChanged(Id, ["user-name", "external-id", "name-parts"], Tier, Zone, Locale));
    }

    /// <summary>Somebody who had left is here again, without invitation; of what they held nothing comes back by itself.</summary>
    internal void Return(string provider)
    {
        if (State != PersonState.Left) throw PersonRefusals.AlreadyHere();
        State = PersonState.Active;
        Record(new PersonJoined(Id, provider));
    }
}
