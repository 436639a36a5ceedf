using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Views;

/// <summary>Keeps a query under a name.</summary>
/// <param name="Query">In the query language; what it names need not be there yet.</param>
/// <param name="Columns">Those beside priority, status and subject; null for the usual ones.</param>
/// <param name="Team">Who has it, when it is shared with a team.</param>
[Requires(DeskPermissions.ReadTickets)]
public sealed record SaveView(
    string Name, string Query, TicketOrder? Sort = null, IReadOnlyList<TicketColumn>? Columns = null, ViewSharing Sharing = ViewSharing.Own, TeamId? Team = null) : ICommand<ViewResource>;

/// <summary>A view on the wire.</summary>
/// <param name="Mine">The one who asks owns it.</param>
public sealed record ViewResource(
    ViewId Id, string Name, string Query, TicketOrder? Sort, IReadOnlyList<TicketColumn>? Columns, ViewSharing Sharing, TeamId? Team, PersonId Owner, bool Mine, long Version)
{
    internal static ViewResource Of(SavedView v, Actor actor) => new(
        v.Id, v.Name, v.Query, v.Sort, v.Columns is null ? null : [.. TicketColumns.Read(v.Columns).Order()], v.Sharing, v.Team, v.Owner, v.Owner == actor.PersonOrNone, v.Version);
}

internal sealed class SaveViewValidator : AbstractValidator<SaveView>
{
    public SaveViewValidator()
    {
        RuleFor(c => c.Name).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(SavedView.LongestName);
        RuleFor(c => c.Query).NotNull();
        RuleFor(c => c.Sharing).IsInEnum();
        RuleForEach(c => c.Columns).IsInEnum();
    }
}

internal sealed class SaveViewHandler(BridgewatchDb db, Actor actor) : ICommandHandler<SaveView, ViewResource>
{
    public async ValueTask<ViewResource> Handle(SaveView command, CancellationToken ct)
    {
        var me = actor.Person;
        var content = new ViewContent(
            command.Name, command.Query, command.Sort, command.Columns is null ? null : TicketColumns.Write(command.Columns.ToHashSet()), command.Sharing, command.Team).Checked(actor);
        if (content.Team is { } team && !await db.Teams.AnyAsync(t => t.Id == team, ct)) throw new Invalid("team", "There is no such team.");
        if (await db.AllViews.CountAsync(v => v.Owner == me && !v.Dropped, ct) >= SavedView.Most) throw ViewRefusals.TooMany();
        var view = SavedView.Save(me, content);
        db.AllViews.Add(view);
        return ViewResource.Of(view, actor);
    }
}

internal static class ViewRefusals
{
    public static Refusal TooMany() => new("too-many-views", $"You have {SavedView.Most} views.", "Delete one that you no longer need.");
}
