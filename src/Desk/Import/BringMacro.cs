using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Import;

/// <summary>Makes a macro of one there, once: what is changed here stays.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record BringMacro(string Source, OldMacro Macro) : ICommand<Brought>, IMendsText;

internal sealed class BringMacroHandler(BridgewatchDb db, ISender sender, ImportedThings things) : ICommandHandler<BringMacro, Brought>
{
    public async ValueTask<Brought> Handle(BringMacro command, CancellationToken ct)
    {
        var news = await things.News(command.Source, ImportedKind.Macro, [command.Macro], m => m.Id, ct);
        if (news is not [var one]) return new(0, 0, 1);
        var macro = one.Known?.Id ?? await Make(command.Macro, ct);
        return things.Keep(command.Source, ImportedKind.Macro, news, [macro], 1);
    }

    private async Task<Guid> Make(OldMacro macro, CancellationToken ct)
    {
        var name = macro.Name.Length <= Macro.LongestName ? macro.Name : macro.Name[..Macro.LongestName];
        if (await db.AllMacros.Where(m => m.Name == name && m.ArchivedAt == null).Select(m => (MacroId?)m.Id).FirstOrDefaultAsync(ct) is { } here) return here.Value;
        var added = await sender.Send(new AddMacro(
            name, macro.Reply ?? macro.Note!, macro.Note is null ? MacroKind.Reply : MacroKind.Note, macro.Note is null ? macro.Then : null, [.. macro.Labels.Where(TicketWordLists.IsLabel)]), ct);
        return added.Id.Value;
    }
}
