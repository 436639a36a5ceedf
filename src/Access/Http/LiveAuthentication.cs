using System.Security.Claims;
using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Access.Http;

/// <summary>The session of an open page. It ends at once when the journal says so, and is looked at every half minute besides.</summary>
internal sealed class LiveAuthentication : RevalidatingServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly IServiceScopeFactory _scopes;
    private readonly JournalFeed _feed;
    private IDisposable? _subscription;
    private Caller _caller = Caller.Anonymous;

    public LiveAuthentication(ILoggerFactory logging, IServiceScopeFactory scopes, JournalFeed feed) : base(logging)
    {
        (_scopes, _feed) = (scopes, feed);
        AuthenticationStateChanged += Follow;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<LiveSessions>().IsLive(Sessions.CallerOf(authenticationState.User), cancellationToken);
        }
        catch (Exception exception) when (StorageEngine.IsAway(exception))
        {
            // Nobody can do anything while the database is away; that is no reason to throw everybody out.
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page was closed meanwhile.
            return true;
        }
    }

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= Follow;
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async void Follow(Task<AuthenticationState> state)
    {
        _caller = Sessions.CallerOf((await state).User);
        if (_caller.Kind == ActorKind.Person) _subscription ??= _feed.Subscribe(End);
    }

    private void End(IReadOnlyList<Entry> entries)
    {
        if (entries.Any(e => e.Fact is SessionsEnded or SessionEnded or PasswordSet or PersonDeactivated or SecondFactorTaken or ProviderUnlinked && e.Subject.Id == _caller.Id)) _ = Check();
    }

    /// <summary>The journal says that sessions ended; whether this one did, its row says: the browser that changed the password goes on.</summary>
    private async Task Check()
    {
        var state = await GetAuthenticationStateAsync();
        if (!await ValidateAuthenticationStateAsync(state, CancellationToken.None)) SetAuthenticationState(Task.FromResult(Nobody));
    }
}
