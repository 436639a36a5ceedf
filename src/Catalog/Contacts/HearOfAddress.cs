using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Keeps that mail to an address comes back for good, or that it lives after all. Nothing happens for an address that nobody has.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record HearOfAddress(string Address, bool Dead) : ICommand;

internal sealed class HearOfAddressHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<HearOfAddress>
{
    public async ValueTask<Unit> Handle(HearOfAddress command, CancellationToken ct)
    {
        if (MailAddress.Normalise(command.Address) is not { } address) return default;
        if (await db.ContactAddresses.Where(a => a.Address == address).Select(a => a.DeadSince != null).FirstOrDefaultAsync(ct) == command.Dead) return default;
        var contact = await db.AllContacts.Include(c => c.Addresses).SingleOrDefaultAsync(c => c.Addresses.Any(a => a.Address == address), ct);
        contact?.Hear(address, command.Dead, envelope.At);
        return default;
    }
}
