using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Components;

internal static class ComponentRefusals
{
    public static Refusal SlugTaken(string slug) =>
        new("slug-taken", $"There is already a component '{slug}'.", "Choose another short name, or restore that one if it is archived.");

    public static Refusal AliasTaken(string alias, string by) =>
        new("alias-taken", $"'{alias}' already stands for {by}.", "Take it away there first.");

    public static Refusal InsideItself(string slug) =>
        new("inside-itself", $"{slug} cannot stand inside itself.", "Choose a place outside of it.");

    public static Refusal TooDeep() =>
        new("too-deep", $"A path has at most {ComponentSlug.Deepest} parts and {ComponentSlug.Longest} characters.", "Choose a place nearer to the top.");

    public static Refusal HasParts(string slug, int parts) =>
        new("has-parts", $"{slug} has {parts} parts that are in use.", "Archive or move them first, or archive it with all of them.");

    public static Refusal ParentArchived(string parent) =>
        new("parent-archived", $"It stands below {parent}, which is archived.", "Restore that one first, or move this one elsewhere.");

    public static Refusal IsSubscribed(string slug, int subscriptions) =>
        new("is-subscribed", $"{slug} has {subscriptions} subscriptions, so it stays a service.", "Take the subscriptions back first.");

    public static Refusal NotAService(string slug) =>
        new("not-a-service", $"{slug} is no service.", "Name a component of the kind service, or make it one.");
}
