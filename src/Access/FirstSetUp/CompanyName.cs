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
            // From the entry itself: the settings may still be remembered as they were.
            foreach (var changed in entries.Select(e => e.Fact).OfType<SettingChanged>().Where(c => c.Name == "access.company"))
                Show(KernelJson.Read<Company>(changed.Value.GetRawText()));
        });
    }

    public string Now => _now;

    /// <summary>Reads it from the settings, at the start.</summary>
    public async Task Read()
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            Show(await scope.ServiceProvider.GetRequiredService<Settings>().Get<Company>(CancellationToken.None));
        }
        catch (Exception exception) when (StorageEngine.IsAway(exception))
        {
            // The old name stands until the next change.
        }
    }

    private void Show(Company company) => _now = company.Name.Length > 0 ? company.Name : Product;

    public void Dispose() => _subscription.Dispose();
}
