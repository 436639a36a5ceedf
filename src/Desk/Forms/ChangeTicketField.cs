using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Forms;

/// <summary>Changes a field; what is left out stays as it is. What tickets say in it stays, also where it is no choice any more.</summary>
/// <param name="Default">Null for none.</param>
/// <param name="Place">Where it stands in forms among those in use, from 1; those from there on move on.</param>
[Requires(DeskPermissions.ManageForms)]
public sealed record ChangeTicketField(
    TicketFieldId Field, Given<string> Name = default, Given<IReadOnlyList<FieldChoice>> Choices = default, Given<string> Help = default, Given<string?> Default = default,
    Given<FieldReaders> SeenBy = default, Given<FieldEditors> EditedBy = default, Given<IReadOnlyList<TicketType>> Types = default, Given<FieldMoment> Asked = default,
    Given<bool> Required = default, Given<string> When = default, Given<int> Place = default) : ICommand;

internal sealed class ChangeTicketFieldValidator : AbstractValidator<ChangeTicketField>
{
    public ChangeTicketFieldValidator()
    {
        RuleFor(c => c.Name.Value).FieldName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Choices.Value).NotNull().OverridePropertyName("Choices").When(c => c.Choices.IsGiven);
        RuleFor(c => c.Help.Value).NotNull().MaximumLength(FieldDefinition.LongestHelp).OverridePropertyName("Help").When(c => c.Help.IsGiven);
        RuleFor(c => c.SeenBy.Or(FieldReaders.Agents)).IsInEnum().OverridePropertyName("SeenBy");
        RuleFor(c => c.EditedBy.Or(FieldEditors.Agents)).IsInEnum().OverridePropertyName("EditedBy");
        RuleFor(c => c.Asked.Or(FieldMoment.Opening)).IsInEnum().OverridePropertyName("Asked");
        RuleFor(c => c.Types.Value).NotNull().Must(types => types is null || types.All(Enum.IsDefined)).WithMessage(_ => Words.OneOf<TicketType>())
            .OverridePropertyName("Types").When(c => c.Types.IsGiven);
        RuleFor(c => c.When.Value).NotNull().MaximumLength(FieldDefinition.LongestCondition).OverridePropertyName("When").When(c => c.When.IsGiven);
        RuleFor(c => c.Place.Or(1)).InclusiveBetween(1, TicketField.Most).OverridePropertyName("Place");
    }
}

internal sealed class ChangeTicketFieldHandler(BridgewatchDb db, Actor actor, FieldWording wording) : ICommandHandler<ChangeTicketField>
{
    public async ValueTask<Unit> Handle(ChangeTicketField command, CancellationToken ct)
    {
        actor.MustHold(default);
        var field = await db.AllTicketFields.SingleOrDefaultAsync(f => f.Id == command.Field, ct) ?? throw new NotVisible("ticket-field");
        var now = field.Definition;
        field.Change(await wording.Checked(field.Key, now with
        {
            Name = command.Name.Or(now.Name),
            Choices = command.Choices.Or(now.Choices),
            Help = command.Help.Or(now.Help),
            Default = command.Default.Or(now.Default),
            SeenBy = command.SeenBy.Or(now.SeenBy),
            EditedBy = command.EditedBy.Or(now.EditedBy),
            Types = command.Types.Or(now.Types),
            Asked = command.Asked.Or(now.Asked),
            Required = command.Required.Or(now.Required),
            When = command.When.Or(now.When),
        }, ct));
        if (command.Place.Is(out var place)) await Move(field, place, ct);
        return default;
    }

    private async Task Move(TicketField field, int place, CancellationToken ct)
    {
        var order = await db.AllTicketFields.Where(f => f.Id != field.Id && f.RetiredAt == null).OrderBy(f => f.Place).ThenBy(f => f.Key).ToListAsync(ct);
        order.Insert(Math.Min(place - 1, order.Count), field);
        for (var i = 0; i < order.Count; i++) order[i].Move(i + 1);
    }
}

internal static class ChangeTicketFieldEndpoint
{
    public sealed record Body(
        Given<string> Name, Given<IReadOnlyList<FieldChoice>> Choices, Given<string> Help, Given<string?> Default, Given<FieldReaders> SeenBy, Given<FieldEditors> EditedBy,
        Given<IReadOnlyList<TicketType>> Types, Given<FieldMoment> Asked, Given<bool> Required, Given<string> When, Given<int> Place);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/ticket-fields/{field}", async (TicketFieldId field, Body b, Commands commands, Reads reads, CancellationToken ct) =>
    {
        var changed = await commands.Send(
            new ChangeTicketField(field, b.Name, b.Choices, b.Help, b.Default, b.SeenBy, b.EditedBy, b.Types, b.Asked, b.Required, b.When, b.Place),
            _ => reads.From((FieldQueries q, CancellationToken c) => q.One(field, c), ct), ct);
        return Tagged.Ok(changed, changed.Version);
    });
}
