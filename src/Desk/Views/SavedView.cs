using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Views;

/// <summary>Who has a view beside its owner.</summary>
public enum ViewSharing
{
    /// <summary>Nobody.</summary>
    Own,

    /// <summary>The members of a team.</summary>
    Team,

    /// <summary>Everybody who reads tickets.</summary>
    Everyone,
}

/// <summary>A query with a name, an order and columns. It shows everybody what they see by themselves, and nothing more.</summary>
public sealed class SavedView : Aggregate
{
    public const int LongestName = 80;

    /// <summary>So many views one person has.</summary>
    public const int Most = 100;

    private SavedView()
    {
    }

    public ViewId Id { get; private set; }

    public PersonId Owner { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>In the query language.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Null for the usual order of what it asks for.</summary>
    public TicketOrder? Sort { get; private set; }

    /// <summary>Words of <see cref="TicketColumn"/> with commas between them; null for the usual ones.</summary>
    public string? Columns { get; private set; }

    public ViewSharing Sharing { get; private set; }

    /// <summary>The team that has it; null when it is shared otherwise.</summary>
    public TeamId? Team { get; private set; }

    /// <summary>Nobody has it any more.</summary>
    public bool Dropped { get; private set; }

    public override Subject About => new("view", Id.Value);

    internal static SavedView Save(PersonId owner, ViewContent content)
    {
        var view = new SavedView { Id = ViewId.New(), Owner = owner };
        view.Hold(content);
        view.Record(new ViewSaved(view.Id, owner, view.Sharing, view.Team));
        return view;
    }

    internal void Change(ViewContent content)
    {
        if (content == new ViewContent(Name, Query, Sort, Columns, Sharing, Team)) return;
        Hold(content);
        Record(new ViewChanged(Id, Sharing, Team));
    }

    /// <summary>What it asked goes with it: a query may name people.</summary>
    internal void Drop()
    {
        if (Dropped) return;
        (Dropped, Name, Query) = (true, "", "");
        Record(new ViewDropped(Id));
    }

    private void Hold(ViewContent content) => (Name, Query, Sort, Columns, Sharing, Team) =
        (content.Name, content.Query, content.Sort, content.Columns, content.Sharing, content.Sharing == ViewSharing.Team ? content.Team : null);
}

/// <summary>What a view is.</summary>
internal sealed record ViewContent(string Name, string Query, TicketOrder? Sort, string? Columns, ViewSharing Sharing, TeamId? Team);

/// <summary>A view was saved. Name and query stand in its table.</summary>
[JournalType("desk.view.saved.v1")]
public sealed record ViewSaved(ViewId View, PersonId Owner, ViewSharing Sharing, TeamId? Team) : JournalEvent;

/// <summary>A view got another name, query, order, columns, or others who have it.</summary>
[JournalType("desk.view.changed.v1")]
public sealed record ViewChanged(ViewId View, ViewSharing Sharing, TeamId? Team) : JournalEvent;

/// <summary>A view was taken away.</summary>
[JournalType("desk.view.dropped.v1")]
public sealed record ViewDropped(ViewId View) : JournalEvent;
