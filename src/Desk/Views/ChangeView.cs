using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Views;

/// <summary>Changes a view; what is left out stays as it is. Its owner may, and for shared ones whoever may share with everyone.</summary>
[Requires(DeskPermissions.ReadTickets)]
public sealed record ChangeView(
    ViewId View, Given<string> Name = default, Given<string> Query = default, Given<TicketOrder?> Sort = default, Given<IReadOnlyList<TicketColumn>?> Columns = default,
    Given<ViewSharing> Sharing = default, Given<TeamId?> Team = default) : ICommand;

internal sealed class ChangeViewValidator : AbstractValidator<ChangeView>
{
    public ChangeViewValidator() => RuleFor(c => c.Name.Value).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name"))
        .MaximumLength(SavedView.LongestName).OverridePropertyName("Name").When(c => c.Name.IsGiven);
}

internal sealed class ChangeViewHandler(BridgewatchDb db, Actor actor) : ICommandHandler<ChangeView>
{
    public async ValueTask<Unit> Handle(ChangeView command, CancellationToken ct)
    {
        var view = await db.AllViews.VisibleTo(actor).SingleOrDefaultAsync(v => v.Id == command.View, ct) ?? throw new NotVisible("view");
        view.MustBelongTo(actor);
        var columns = command.Columns.IsGiven ? command.Columns.Value is { } given ? TicketColumns.Write(given.ToHashSet()) : null : view.Columns;
        var content = new ViewContent(
            command.Name.Or(view.Name), command.Query.Or(view.Query), command.Sort.Or(view.Sort), columns, command.Sharing.Or(view.Sharing), command.Team.Or(view.Team)).Checked(actor);
        if (content.Team is { } team && team != view.Team && !await db.Teams.AnyAsync(t => t.Id == team, ct)) throw new Invalid("team", "There is no such team.");
        view.Change(content);
        return default;
    }
}

/// <summary>Takes a view away from whoever has it.</summary>
[Requires(DeskPermissions.ReadTickets)]
public sealed record DropView(ViewId View) : ICommand;

internal sealed class DropViewHandler(BridgewatchDb db, Actor actor) : ICommandHandler<DropView>
{
    public async ValueTask<Unit> Handle(DropView command, CancellationToken ct)
    {
        var view = await db.AllViews.VisibleTo(actor).SingleOrDefaultAsync(v => v.Id == command.View, ct) ?? throw new NotVisible("view");
        view.MustBelongTo(actor);
        view.Drop();
        return default;
    }
}
