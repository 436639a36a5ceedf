using Bridgewatch.Desk.Closing;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Forms;

/// <summary>What forms ask for is said before a ticket is closed (practice 3.4). Component and cause have a gate of their own.</summary>
internal sealed class FieldsBeforeClosing(MissingFields missing) : ICloseGate
{
    public const string Rule = "desk.fields-before-closing";

    public string Name => Rule;

    public async Task<string?> Missing(Ticket ticket, CancellationToken ct)
    {
        var names = (await missing.Of(ticket, ct)).Where(m => m.Field is not (MissingFields.Component or MissingFields.Cause)).Select(m => m.Name).ToList();
        return names.Count == 0 ? null : RuleTexts.Of<DeskTexts>(names.Count == 1 ? "gate.field-missing" : "gate.fields-missing", string.Join(", ", names));
    }
}
