using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Forms;

/// <summary>Adds a field to the forms of tickets, as the last one.</summary>
/// <param name="Key">By which programs and queries name it, for ever: lower-case letters, digits, hyphens.</param>
/// <param name="Kind">What it holds; it cannot be changed later.</param>
/// <param name="Choices">For choices alone.</param>
/// <param name="Default">With what forms prefill it, as one would type it.</param>
/// <param name="Types">Tickets of these types have it; all when left out.</param>
/// <param name="Required">Empty, it is listed as missing once it is asked for; true when left out.</param>
/// <param name="When">Which tickets have it, in the query language; all when left out.</param>
[Requires(DeskPermissions.ManageForms)]
public sealed record AddTicketField(
    string Key, string Name, FieldKind Kind, IReadOnlyList<FieldChoice>? Choices = null, string Help = "", string? Default = null, FieldReaders SeenBy = FieldReaders.Agents,
    FieldEditors EditedBy = FieldEditors.Agents, IReadOnlyList<TicketType>? Types = null, FieldMoment Asked = FieldMoment.Resolving, bool Required = true, string When = "")
    : ICommand<TicketFieldId>
{
    internal FieldDefinition Definition => new(Name, Kind, Choices ?? [], Help, Default, SeenBy, EditedBy, Types ?? [], Asked, Required, When);
}

internal sealed class AddTicketFieldValidator : AbstractValidator<AddTicketField>
{
    public AddTicketFieldValidator()
    {
        RuleFor(c => c.Key).Must(FieldWording.IsKey).WithMessage(_ => RuleTexts.Of<DeskTexts>("forms.rule.key"));
        RuleFor(c => c.Name).FieldName();
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.Help).NotNull().MaximumLength(FieldDefinition.LongestHelp);
        RuleFor(c => c.SeenBy).IsInEnum();
        RuleFor(c => c.EditedBy).IsInEnum();
        RuleFor(c => c.Asked).IsInEnum();
        RuleFor(c => c.Types).Types();
        RuleFor(c => c.When).NotNull().MaximumLength(FieldDefinition.LongestCondition);
    }
}

internal sealed class AddTicketFieldHandler(BridgewatchDb db, Actor actor, Envelope envelope, FieldWording wording) : ICommandHandler<AddTicketField, TicketFieldId>
{
    public async ValueTask<TicketFieldId> Handle(AddTicketField command, CancellationToken ct)
    {
        actor.MustHold(default);
        var definition = await wording.Checked(command.Key, command.Definition, ct);
        var others = await db.AllTicketFields.ToListAsync(ct);
        if (others.Find(f => f.Key == command.Key) is { } taken) throw TicketFieldRefusals.KeyTaken(taken);
        if (others.Count >= TicketField.Most) throw TicketFieldRefusals.TooMany();
        var field = TicketField.Add(command.Key, definition, others.Select(f => f.Place).DefaultIfEmpty().Max() + 1, envelope.At);
        db.AllTicketFields.Add(field);
        return field.Id;
    }
}

internal static class AddTicketFieldEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/ticket-fields", async (AddTicketField body, Commands commands, Reads reads, CancellationToken ct) =>
    {
        var added = await commands.Send(body, id => reads.From((FieldQueries q, CancellationToken c) => q.One(id, c), ct), ct);
        return Tagged.Created($"/api/v1/ticket-fields/{added.Id}", added, added.Version);
    });
}
