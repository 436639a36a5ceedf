using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Macros.Pages;

/// <summary>A macro as it is typed.</summary>
public sealed class MacroForm
{
    /// <summary>What can follow a reply.</summary>
    public static readonly IReadOnlyList<TicketStatus> Statuses = [TicketStatus.Open, TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold];

    /// <summary>The macro that is changed; null for a new one.</summary>
    public MacroId? Changes { get; init; }

    public string? Name { get; set; }

    public MacroKind Kind { get; set; }

    public string? Body { get; set; }

    public string? AddLabels { get; set; }

    public string? RemoveLabels { get; set; }

    /// <summary>A status; empty leaves it.</summary>
    public string? Then { get; set; } = "";

    /// <summary>A team's id; empty for everybody.</summary>
    public string? Team { get; set; } = "";

    public static MacroForm Of(MacroResource macro) => new()
    {
        Changes = macro.Id,
        Name = macro.Name,
        Kind = macro.Kind,
        Body = macro.Body,
        AddLabels = string.Join(' ', macro.AddLabels),
        RemoveLabels = string.Join(' ', macro.RemoveLabels),
        Then = macro.Then?.ToString() ?? "",
        Team = macro.Team?.ToString() ?? "",
    };

    /// <summary>Adds it, or changes it to what stands here.</summary>
    public async Task Send(Commands commands)
    {
        var then = Kind == MacroKind.Reply && Enum.TryParse<TicketStatus>(Then, out var status) ? status : (TicketStatus?)null;
        var team = TeamId.TryParse(Team, out var id) ? id : (TeamId?)null;
        if (Changes is not { } macro) await commands.Send(new AddMacro(Name ?? "", Body ?? "", Kind, then, Labels(AddLabels), Labels(RemoveLabels), team));
        else await commands.Send(new ChangeMacro(macro, new(Name ?? ""), new(Body ?? ""), new(Kind), new(then), new(Labels(AddLabels)), new(Labels(RemoveLabels)), new(team)));
    }

    private static string[] Labels(string? text) => (text ?? "").Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
