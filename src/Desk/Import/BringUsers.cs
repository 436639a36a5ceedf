using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Import;

/// <summary>How many came, changed, or were here as they are.</summary>
public sealed record Brought(int New, int Changed, int Unchanged);

/// <summary>Brings organizations along, and keeps as what they are here.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record BringOldOrganizations(string Source, IReadOnlyList<OldOrganization> Organizations) : ICommand<Brought>, IMendsText;

internal sealed class BringOldOrganizationsHandler(ISender sender, ImportedThings things) : ICommandHandler<BringOldOrganizations, Brought>
{
    public async ValueTask<Brought> Handle(BringOldOrganizations command, CancellationToken ct)
    {
        var news = await things.News(command.Source, ImportedKind.Organization, command.Organizations, o => o.Id, ct);
        if (news.Count == 0) return new(0, 0, command.Organizations.Count);
        var ids = await sender.Send(new BringOrganizations([.. news.Select(n => new BroughtOrganization(
            n.Known is { } known ? new OrganizationId(known.Id) : null, n.Record.Name, n.Record.Domains, n.Record.Note))]), ct);
        return things.Keep(command.Source, ImportedKind.Organization, news, [.. ids.Select(i => i.Value)], command.Organizations.Count);
    }
}

/// <summary>Brings people along, customers' and ours, and keeps as whom they are known here.</summary>
/// <param name="AsCustomers">Also those of ours: one asked something there, and who asks is a contact here.</param>
[Requires(DeskPermissions.ManageSettings)]
public sealed record BringUsers(string Source, IReadOnlyList<OldUser> Users, bool AsCustomers = false) : ICommand<Brought>, IMendsText;

internal sealed class BringUsersHandler(ISender sender, ImportedThings things) : ICommandHandler<BringUsers, Brought>
{
    public async ValueTask<Brought> Handle(BringUsers command, CancellationToken ct)
    {
        // Without an address nobody can be one of ours.
        var people = command.Users.Where(u => !command.AsCustomers && u.IsStaff && u.Addresses.Count > 0).ToList();
        var ours = await things.News(command.Source, ImportedKind.Person, people, u => u.Id, ct);
        if (ours.Count > 0)
        {
            var ids = await sender.Send(new BringPeople([.. ours.Select(n => new BroughtPerson(n.Record.Addresses[0], n.Record.Name, n.Record.HasLeft))]), ct);
            things.Keep(command.Source, ImportedKind.Person, ours, [.. ids.Select(i => i.Value)], people.Count);
        }
        var customers = command.Users.Except(people).ToList();
        var theirs = await things.News(command.Source, ImportedKind.Contact, customers, u => u.Id, ct);
        if (theirs.Count > 0)
        {
            var organizations = await things.Here(command.Source, ImportedKind.Organization, theirs.SelectMany(n => n.Record.Organizations), ct);
            var ids = await sender.Send(new BringContacts([.. theirs.Select(n => new BroughtContact(
                n.Known is { } known ? new ContactId(known.Id) : null, n.Record.Name, n.Record.Addresses, n.Record.Phone, n.Record.Language,
                [.. n.Record.Organizations.Where(organizations.ContainsKey).Select(o => new OrganizationId(organizations[o]))]))]), ct);
            things.Keep(command.Source, ImportedKind.Contact, theirs, [.. ids.Select(i => i.Value)], customers.Count);
        }
        var changed = ours.Count(n => n.Known is not null) + theirs.Count(n => n.Known is not null);
        var added = ours.Count + theirs.Count - changed;
        return new(added, changed, command.Users.Count - added - changed);
    }
}

/// <summary>What of another system is here already.</summary>
internal sealed class ImportedThings(BridgewatchDb db)
{
    /// <summary>Those that are not here, or have changed there since.</summary>
    public async Task<List<NewsOf<T>>> News<T>(string source, ImportedKind kind, IReadOnlyList<T> records, Func<T, string> id, CancellationToken ct) where T : class
    {
        var ids = records.Select(id).Distinct().ToList();
        var known = await db.ImportedThings.Where(t => t.Source == source && t.Kind == kind && ids.Contains(t.OldId)).ToDictionaryAsync(t => t.OldId, ct);
        return [.. records.DistinctBy(id).Select(r => new NewsOf<T>(r, id(r), StampOf(r), known.GetValueOrDefault(id(r)))).Where(n => n.Known is null || !n.Known.Stamp.AsSpan().SequenceEqual(n.Stamp))];
    }

    /// <summary>As what they are here, by their ids there.</summary>
    public async Task<Dictionary<string, Guid>> Here(string source, ImportedKind kind, IEnumerable<string> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return await db.ImportedThings.AsNoTracking().Where(t => t.Source == source && t.Kind == kind && wanted.Contains(t.OldId)).ToDictionaryAsync(t => t.OldId, t => t.Id, ct);
    }

    /// <param name="ids">Of the news, in their order.</param>
    public Brought Keep<T>(string source, ImportedKind kind, IReadOnlyList<NewsOf<T>> news, IReadOnlyList<Guid> ids, int all) where T : class
    {
        foreach (var (one, id) in news.Zip(ids))
            if (one.Known is { } known) known.Stamp = one.Stamp;
            else db.ImportedThings.Add(new() { Source = source, Kind = kind, OldId = one.Id, Id = id, Stamp = one.Stamp });
        var changed = news.Count(n => n.Known is not null);
        return new(news.Count - changed, changed, all - news.Count);
    }

    private static byte[] StampOf<T>(T record) => SHA256.HashData(Encoding.UTF8.GetBytes(KernelJson.Write(record)))[..16];
}

/// <param name="Known">As it was last read; null when it is new.</param>
internal sealed record NewsOf<T>(T Record, string Id, byte[] Stamp, ImportedThing? Known) where T : class;
