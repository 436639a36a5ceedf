using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Text;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Notifications;

/// <summary>Who of ours works here, by id and by handle.</summary>
internal sealed class People(BridgewatchDb db)
{
    /// <summary>Those who are named in a text with @.</summary>
    public async Task<IReadOnlyList<PersonId>> NamedIn(string text, CancellationToken ct) =>
        text.Contains('@', StringComparison.Ordinal) ? await ByHandle(Mentions.In(text), ct) : [];

    /// <summary>Those of the handles that belong to somebody who works here.</summary>
    private async Task<IReadOnlyList<PersonId>> ByHandle(IReadOnlyList<string> handles, CancellationToken ct) => handles.Count == 0 ? [] : await db.People
        .Where(p => p.State == PersonState.Active && handles.Contains(p.Handle)).Select(p => p.Id).ToListAsync(ct);

    /// <summary>Whether it is the address of somebody who works here.</summary>
    public Task<bool> Have(string email, CancellationToken ct)
    {
        var key = Person.KeyOf(email);
        return db.People.AnyAsync(p => p.EmailKey == key && p.State == PersonState.Active, ct);
    }

    public Task<bool> Work(PersonId person, CancellationToken ct) => db.People.AnyAsync(p => p.Id == person && p.State == PersonState.Active, ct);
}
