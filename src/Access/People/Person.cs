using System.Text;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.People;

/// <summary>Someone of ours: a colleague who signs in, is assigned work, and is held to account by the journal.</summary>
public sealed partial class Person : Aggregate
{
    public const int LongestEmail = 254;

    public const int LongestName = 120;

    public const int LongestHandle = 40;

    private Person()
    {
    }

    public PersonId Id { get; private set; }

    /// <summary>As it was typed; mail goes there.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address in lower case, unique.</summary>
    public string EmailKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The name as lists sort by it.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>For mentions: <c>@ada</c>. Lower case, unique.</summary>
    public string Handle { get; private set; } = "";

    public PersonState State { get; private set; }

    /// <summary>The tier of support in which the person works; null outside support.</summary>
    public SupportTier? Tier { get; private set; }

    /// <summary>IANA name of the zone in which the person reads times.</summary>
    public string Zone { get; private set; } = "UTC";

    /// <summary>Language and habits of writing numbers and dates, such as <c>en</c>.</summary>
    public string Locale { get; private set; } = "en";

    /// <summary>Of what the person is told by mail. In the product they are told of everything that concerns them.</summary>
    public MailPreferences Notifications { get; private set; } = new();

    public Instant Since { get; private set; }

    public override Subject About => new("person", Id.Value);

    /// <summary>The form in which addresses are compared.</summary>
    public static string KeyOf(string email) => email.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();

    internal static Person Invite(string email, string name, string handle, SupportTier? tier, string zone, Instant at)
    {
        var person = new Person { Id = PersonId.New(), Since = at, State = PersonState.Invited, Zone = zone, Tier = tier };
        person.Call(email, name, handle);
        person.Record(new PersonInvited(person.Id, tier));
        return person;
    }

    /// <summary>The first one of all, who invites the others.</summary>
    internal static Person Found(string email, string name, string handle, Instant at)
    {
        var person = new Person { Id = PersonId.New(), Since = at, State = PersonState.Active };
        person.Call(email, name, handle);
        person.Record(new AdministratorSetUp(person.Id));
        return person;
    }

    /// <summary>Somebody whom a provider vouches for, and who needs no invitation.</summary>
    internal static Person Join(string email, string name, string handle, string zone, string provider, Instant at)
    {
        var person = new Person { Id = PersonId.New(), Since = at, State = PersonState.Active, Zone = zone };
        person.Call(email, name, handle);
        person.Record(new PersonJoined(person.Id, provider));
        return person;
    }

    /// <summary>Somebody who had left comes back under the same address; a new invitation goes out.</summary>
    /// <exception cref="Refusal">Somebody with the address works here, or is invited; whoever lost the invitation gets another link.</exception>
    internal void ComeBack(SupportTier? tier)
    {
        if (State != PersonState.Left) throw PersonRefusals.AlreadyHere();
        State = PersonState.Invited;
        Tier = tier;
        Record(new PersonInvited(Id, tier));
    }

    internal void Accept(string name)
    {
        if (State != PersonState.Invited) throw PersonRefusals.LinkIsSpent();
        State = PersonState.Active;
        (Name, NameKey) = (name, KeyOf(name));
        Record(new InvitationAccepted(Id));
    }

    internal void Change(string name, string handle, SupportTier? tier, string zone, string locale, MailPreferences notifications)
    {
        var changes = Changes(name, handle, tier, zone, locale, notifications);
        if (changes.Count == 0) return;
        Call(Email, name, handle);
        (Tier, Zone, Locale, Notifications) = (tier, zone, locale, notifications);
        Record(new PersonChanged(Id, changes, tier, zone, locale));
    }

    internal void Leave()
    {
        if (State == PersonState.Left) throw PersonRefusals.AlreadyLeft();
        State = PersonState.Left;
        Record(new PersonDeactivated(Id));
    }

    private List<string> Changes(string name, string handle, SupportTier? tier, string zone, string locale, MailPreferences notifications)
    {
        List<string> changed = [];
        if (name != Name) changed.Add("name");
        if (handle != Handle) changed.Add("handle");
        if (tier != Tier) changed.Add("tier");
        if (zone != Zone) changed.Add("zone");
        if (locale != Locale) changed.Add("locale");
        if (notifications != Notifications) changed.Add("notifications");
        return changed;
    }

    private void Call(string email, string name, string handle)
    {
        (Email, EmailKey) = (email.Trim(), KeyOf(email));
        (Name, NameKey) = (name, KeyOf(name));
        Handle = handle;
    }
}

/// <summary>Invited people cannot sign in yet; those who left cannot any more, and stay as authors of what they did.</summary>
public enum PersonState { Invited, Active, Left }

/// <summary>The line of support that a ticket is with, and in which a person works. Not the customer's tier.</summary>
public enum SupportTier { L1 = 1, L2, L3 }

/// <summary>What is sent by mail besides being shown in the product.</summary>
/// <param name="Digest">What the person owes, on the mornings of working days.</param>
public sealed record MailPreferences(bool OnAssignment = true, bool OnMention = true, bool OnReply = true, bool Digest = true);

/// <summary>The first administrator was made; from now on people come by invitation.</summary>
[JournalType("access.administrator.set-up.v1")]
public sealed record AdministratorSetUp(PersonId Person) : JournalEvent;

/// <summary>Somebody was invited, or invited again.</summary>
[JournalType("access.person.invited.v1")]
public sealed record PersonInvited(PersonId Person, SupportTier? Tier) : JournalEvent;

/// <summary>Somebody came without an invitation, because a provider vouched for them.</summary>
[JournalType("access.person.joined.v1")]
public sealed record PersonJoined(PersonId Person, string Provider) : JournalEvent;

/// <summary>The invited person set a password, or came by a provider, and may sign in from now on.</summary>
[JournalType("access.invitation.accepted.v1")]
public sealed record InvitationAccepted(PersonId Person) : JournalEvent;

/// <summary>Facts about a person changed.</summary>
/// <param name="Fields">Which ones. Names, handles and addresses are not in the journal; the others follow as they are now.</param>
[JournalType("access.person.changed.v1")]
public sealed record PersonChanged(PersonId Person, IReadOnlyList<string> Fields, SupportTier? Tier, string Zone, string Locale) : JournalEvent;

/// <summary>The person left: signed out everywhere, without roles and tokens from that moment on.</summary>
[JournalType("access.person.deactivated.v1")]
public sealed record PersonDeactivated(PersonId Person) : JournalEvent;
