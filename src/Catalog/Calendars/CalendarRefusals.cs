using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Calendars;

internal static class CalendarRefusals
{
    public static Refusal NeverReached() => new(
        "business-time-not-reached", "The calendar does not have so much business time between 1900 and 2150.", "Give it more hours, take holidays away, or ask for less.");

    public static Refusal OutOfReach() => new(
        "beyond-calendars", "Business time is reckoned from 1900 to 2150.", "Give a time between.");

    public static Refusal SlugTaken(string slug) =>
        new("slug-taken", $"Another calendar is called '{slug}'.", "Choose another short name.");

    public static Refusal TooManyVersions() =>
        new("too-many-versions", $"The calendar has {CalendarVersion.Most} versions.", "Add another calendar.");
}
