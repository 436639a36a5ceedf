using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Forms.Pages;

/// <summary>A field as it is typed. Choices are lines; those of a cascading one are whole ways: <c>Hardware/Printer</c>.</summary>
public sealed class FieldForm
{
    public string? Name { get; set; }

    public string? Key { get; set; }

    public FieldKind Kind { get; set; }

    public string? Choices { get; set; }

    public string? Help { get; set; }

    public string? Default { get; set; }

    public FieldReaders SeenBy { get; set; }

    public FieldEditors EditedBy { get; set; }

    public HashSet<TicketType> Types { get; init; } = [];

    public FieldMoment Asked { get; set; } = FieldMoment.Resolving;

    public bool Required { get; set; } = true;

    public string? When { get; set; }

    public static FieldForm Of(FieldResource field) => new()
    {
        Name = field.Name,
        Key = field.Key,
        Kind = field.Kind,
        Choices = string.Join('\n', Lines(field.Choices, "")),
        Help = field.Help,
        Default = field.Default,
        SeenBy = field.SeenBy,
        EditedBy = field.EditedBy,
        Types = [.. field.Types],
        Asked = field.Asked,
        Required = field.Required,
        When = field.When,
    };

    internal AddTicketField Added() =>
        new((Key ?? "").Trim(), Name ?? "", Kind, Read(), Help ?? "", Default, SeenBy, EditedBy, [.. Types.Order()], Asked, Required, When ?? "");

    internal ChangeTicketField Changed(TicketFieldId field) => new(
        field, new(Name ?? ""), new(Read()), new(Help ?? ""), new(Default), new(SeenBy), new(EditedBy), new([.. Types.Order()]), new(Asked), new(Required), new(When ?? ""));

    private List<FieldChoice> Read() => Kind switch
    {
        FieldKind.Choice => [.. Typed.Select(line => new FieldChoice(line))],
        FieldKind.CascadingChoice => Below(Typed.Select(line => line.Split(FieldChoice.Separator, StringSplitOptions.TrimEntries))),
        _ => [],
    };

    private IEnumerable<string> Typed => (Choices ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Ways that begin alike become one choice with others below it, in the order of their first lines.</summary>
    private static List<FieldChoice> Below(IEnumerable<string[]> ways) =>
        [.. ways.Where(way => way.Length > 0).GroupBy(way => way[0]).Select(group => new FieldChoice(group.Key, Below(group.Select(way => way[1..])) is { Count: > 0 } below ? below : null))];

    private static IEnumerable<string> Lines(IReadOnlyList<FieldChoice> choices, string above) => choices.SelectMany(choice =>
        choice.Choices is { Count: > 0 } below ? Lines(below, above + choice.Name + FieldChoice.Separator) : [above + choice.Name]);
}
