using Bridgewatch.Desk.Forms;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Import;

/// <summary>Makes a field of tickets of one there, or finds the one that has its key. It asks nobody for anything until somebody of ours says so.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record BringField(string Source, OldField Field) : ICommand<Brought>, IMendsText;

internal sealed class BringFieldHandler(BridgewatchDb db, ISender sender, ImportedThings things) : ICommandHandler<BringField, Brought>
{
    public async ValueTask<Brought> Handle(BringField command, CancellationToken ct)
    {
        var news = await things.News(command.Source, ImportedKind.Field, [command.Field], f => f.Id, ct);
        if (news is not [var one]) return new(0, 0, 1);
        var field = one.Known?.Id ?? await Make(command.Field, ct);
        return things.Keep(command.Source, ImportedKind.Field, news, [field], 1);
    }

    private async Task<Guid> Make(OldField field, CancellationToken ct)
    {
        var key = OldFields.KeyOf(field);
        if (await db.AllTicketFields.Where(f => f.Key == key).Select(f => (TicketFieldId?)f.Id).SingleOrDefaultAsync(ct) is { } here) return here.Value;
        var name = field.Title.Length <= FieldDefinition.LongestName ? field.Title : field.Title[..FieldDefinition.LongestName];
        return (await sender.Send(new AddTicketField(key, name, OldFields.KindOf(field), OldFields.ChoicesOf(field), Required: false), ct)).Value;
    }
}
