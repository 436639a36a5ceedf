using Bridgewatch.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>The company's name at the head of every page, kept ready because it is asked for where nothing can wait.</summary>
internal sealed class CompanyName : IDisposable
{
    private const string Product = "Bridgewatch";

    private readonly IServiceScopeFactory _scopes;
    private readonly IDisposable _subscription;
    private volatile string _now = Product;

    public CompanyName(IServiceScopeFactory scopes, JournalFeed feed)
    {
        _scopes = scopes;
        _subscription = feed.Subscribe(entries =>
        {
            if (entries.Any(e => e.Fact is SettingChanged { Name: "access.company" })) _ = Read();
        });
    }

    public string Now => _now;

    /// <summary>Reads it from the settings: at the start, and whenever the journal says that they changed.</summary>
    public async Task Read()
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var name = (await scope.ServiceProvider.GetRequiredService<Settings>().Get<Company>(CancellationToken.None)).Name;
            _now = name.Length > 0 ? name : Product;
        }
        catch (Exception exception) when (StorageEngine.IsAway(exception))
        {
            // The old name stands until the next change.
        }
    }

    public void Dispose() => _subscription.Dispose();
}
