using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Passkeys;

/// <summary>A person as ASP.NET Core Identity knows one whose passkey it checks.</summary>
internal sealed record PasskeyHolder(PersonId Id, string Email);

/// <summary>Shows people and their passkeys to Identity, which only checks them: what changes, changes by our commands.</summary>
internal sealed class PasskeyStore(BridgewatchDb db) : IUserPasskeyStore<PasskeyHolder>
{
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyHolder user, CancellationToken cancellationToken) =>
        [.. (await db.Passkeys.AsNoTracking().Where(p => p.Person == user.Id).ToListAsync(cancellationToken)).Select(Info)];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.Person == user.Id && p.CredentialId == credentialId, cancellationToken) is { } found
            ? Info(found) : null;

    public Task<PasskeyHolder?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Holders(db.Passkeys.Where(p => p.CredentialId == credentialId).Select(p => p.Person)).SingleOrDefaultAsync(cancellationToken);

    public Task<PasskeyHolder?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!PersonId.TryParse(userId, out var id)) return Task.FromResult<PasskeyHolder?>(null);
        var people = db.People;
        return Holders(people.Where(p => p.Id == id).Select(p => p.Id)).SingleOrDefaultAsync(cancellationToken);
    }

    public Task<string> GetUserIdAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public void Dispose()
    {
        // The context belongs to the command's scope.
    }

    Task IUserPasskeyStore<PasskeyHolder>.AddOrUpdatePasskeyAsync(PasskeyHolder user, UserPasskeyInfo passkey, CancellationToken ct) => throw ByCommand();

    Task IUserPasskeyStore<PasskeyHolder>.RemovePasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken ct) => throw ByCommand();

    Task IUserStore<PasskeyHolder>.SetUserNameAsync(PasskeyHolder user, string? userName, CancellationToken ct) => throw ByCommand();

    Task<string?> IUserStore<PasskeyHolder>.GetNormalizedUserNameAsync(PasskeyHolder user, CancellationToken ct) => throw ByCommand();

    Task IUserStore<PasskeyHolder>.SetNormalizedUserNameAsync(PasskeyHolder user, string? normalizedName, CancellationToken ct) => throw ByCommand();

    Task<IdentityResult> IUserStore<PasskeyHolder>.CreateAsync(PasskeyHolder user, CancellationToken ct) => throw ByCommand();

    Task<IdentityResult> IUserStore<PasskeyHolder>.UpdateAsync(PasskeyHolder user, CancellationToken ct) => throw ByCommand();

    Task<IdentityResult> IUserStore<PasskeyHolder>.DeleteAsync(PasskeyHolder user, CancellationToken ct) => throw ByCommand();

    Task<PasskeyHolder?> IUserStore<PasskeyHolder>.FindByNameAsync(string normalizedUserName, CancellationToken ct) => throw ByCommand();

    private IQueryable<PasskeyHolder> Holders(IQueryable<PersonId> ids)
    {
        var people = db.People;
        return people.Where(p => p.State == PersonState.Active && ids.Contains(p.Id)).Select(p => new PasskeyHolder(p.Id, p.Email));
    }

    /// <summary>What the device said when the key was made is not kept: nothing looks at it again.</summary>
    private static UserPasskeyInfo Info(Passkey p) => new(
        p.CredentialId, p.PublicKey, p.CreatedAt.ToDateTimeOffset(), (uint)p.SignCount, p.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true, p.IsBackupEligible, p.IsBackedUp, [], []);

    private static NotSupportedException ByCommand() => new("People and passkeys change by commands alone.");
}
