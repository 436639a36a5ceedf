using System.Text.Json;
using Bridgewatch.Kernel;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Changes a part of a setting and leaves the rest, as the questions and the settings page do.</summary>
internal static class PartOfSetting
{
    /// <exception cref="Invalid">A field needs another value.</exception>
    public static async Task Change<T>(this Commands commands, Reads reads, string name, Func<T, T> change, CancellationToken ct = default) where T : class
    {
        var now = await reads.From((Settings settings, CancellationToken c) => settings.Get<T>(c).AsTask(), ct);
        await commands.Send(new ChangeSetting(name, JsonSerializer.SerializeToElement(change(now), KernelJson.Options)), ct);
    }
}
