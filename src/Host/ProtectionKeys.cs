using System.Xml.Linq;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Bridgewatch.Host;

/// <summary>Data-protection keys: in the data folder on SQLite, in the database on PostgreSQL, where nodes share them.</summary>
internal static class ProtectionKeys
{
    public static IDataProtectionBuilder KeepKeys(this IDataProtectionBuilder protection, ServerOptions options)
    {
        var folder = Path.Combine(options.Data, "keys");
        // Who can read a key can read what it protects, and sign in as anybody.
        PrivateFolder.Make(folder);
        if (options.Database is null) return protection.PersistKeysToFileSystem(new(folder));
        protection.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new InDatabase(services.GetRequiredService<IServiceScopeFactory>())));
        return protection;
    }

    private sealed class InDatabase(IServiceScopeFactory scopes) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var scope = scopes.CreateScope();
            return [.. scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Set<ProtectionKey>().Select(k => k.Xml).ToList().Select(XElement.Parse)];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var scope = scopes.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
            db.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            db.SaveChanges();
        }
    }
}
