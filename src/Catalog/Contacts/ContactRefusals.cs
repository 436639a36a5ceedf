using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Contacts;

internal static class ContactRefusals
{
    /// <summary>The holder is not named: whoever asks may not see them.</summary>
    public static Refusal AddressTaken(int position) =>
        new("address-taken", $"Address {position} in the list belongs to another contact.",
            "Take it away from the other contact first, or use that one.");

    public static Refusal Erased() =>
        new("erased", "This person was erased.", "Add the person anew if they write again.");
}
