using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>When work is done, under a name: promises, clocks and rotas read it.</summary>
/// <remarks>Its hours come in versions, each of which holds from its day until that of the next, so that what held on a day is still known. Its zone stays:
/// an office elsewhere is another calendar.</remarks>
public sealed partial class Calendar : Aggregate
{
    public const int LongestName = 100;

    private readonly List<CalendarVersion> _versions = [];

    private Calendar()
    {
    }

    public CalendarId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lists are in this order; see <see cref="ListKey"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>Its name in addresses and rules; see <see cref="Naming.Slug"/>.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>IANA name of the zone whose clocks on the wall its hours are read from.</summary>
    public string Zone { get; private set; } = "";

    /// <summary>Since when it is out of all lists; null while it is in use. What refers to it still reckons with it.</summary>
    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("calendar", Id.Value);

    /// <exception cref="Invalid">Something is wrong with its hours, holidays or zone.</exception>
    internal static Calendar Add(string name, string slug, CalendarDefinition definition, Instant at)
    {
        var calendar = new Calendar { Id = CalendarId.New(), Slug = slug, Zone = definition.Zone };
        calendar.Call(name);
        calendar.TakeVersion(CalendarVersion.Always, definition, at);
        calendar.Record(new CalendarAdded(calendar.Id, slug, definition.Zone));
        return calendar;
    }

    internal void Rename(string name)
    {
        if (name == Name) return;
        Call(name);
        Record(new CalendarRenamed(Id));
    }

    internal void ChangeSlug(string slug)
    {
        if (slug == Slug) return;
        var before = Slug;
        Slug = slug;
        Record(new CalendarSlugChanged(Id, before, slug));
    }

    internal void ArchiveOrRestore(bool archive, Instant at)
    {
        if (archive == ArchivedAt is not null) return;
        ArchivedAt = archive ? at : null;
        Record(archive ? new CalendarArchived(Id) : new CalendarRestored(Id));
    }

    private void Call(string name) => (Name, SortKey) = (name, ListKey.Of(name, Id.Value));
}

[JournalType("catalog.calendar.added.v1")]
public sealed record CalendarAdded(CalendarId Calendar, string Slug, string Zone) : JournalEvent;

[JournalType("catalog.calendar.renamed.v1")]
public sealed record CalendarRenamed(CalendarId Calendar) : JournalEvent;

[JournalType("catalog.calendar.slug-changed.v1")]
public sealed record CalendarSlugChanged(CalendarId Calendar, string From, string To) : JournalEvent;

[JournalType("catalog.calendar.archived.v1")]
public sealed record CalendarArchived(CalendarId Calendar) : JournalEvent;

[JournalType("catalog.calendar.restored.v1")]
public sealed record CalendarRestored(CalendarId Calendar) : JournalEvent;
