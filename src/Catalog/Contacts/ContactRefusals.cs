using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Contacts;

internal static class ContactRefusals
{
    /// <summary>The holder is not named: whoever asks may not see them.</summary>
    public static Refusal AddressTaken(int position) =>
        new("address-taken", $"Address {position} in the list belongs to another contact.",
            "Take it away from the other contact first, or use that one.");

    public static Refusal Merged() =>
        new("merged", "This contact goes on as another one.", "Change that one, or take the merge back.");

    public static Refusal NotMerged() => new("not-merged", "This contact stands alone.", "There is nothing to take back.");

    public static Refusal MergedLongAgo() =>
        new("merged-long-ago", $"The merge is older than {Contact.MergeCanBeUndone.Days} days.", "Add the person anew, and move their addresses there.");

    public static Refusal TookInOthers() =>
        new("took-in-others", "Others go on as this contact.", "Merge in the other direction: into this contact.");

    public static Refusal IntoArchived() =>
        new("into-archived", "The contact that should stay is archived.", "Take it out of the archive first, or merge in the other direction.");

    public static Refusal TooManyAddresses() =>
        new("too-many-addresses", $"A contact has at most {Contact.MostAddresses} addresses.", "Take some away first.");

    public static Refusal TooManyOrganizations() =>
        new("too-many-organizations", $"A contact belongs to at most {Contact.MostOrganizations} organizations.", "Take some away first.");

    public static Refusal Erased() =>
        new("erased", "This person was erased.", "Add the person anew if they write again.");
}
