using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Bridgewatch.Kernel;

/// <summary>
/// What a rule says, from its module's resource in the language of who asks. Rules of the catalog and the desk are shared by
/// static extensions, which no localizer reaches.
/// </summary>
public static class RuleTexts
{
    private static readonly ConcurrentDictionary<Type, ResourceManager> Resources = new();

    /// <typeparam name="TTexts">The type that names the resource, such as <c>DeskTexts</c>.</typeparam>
    /// <param name="key">A key of it; what is missing is shown as its key.</param>
    /// <param name="values">For its holes.</param>
    public static string Of<TTexts>(string key, params object[] values)
    {
        var text = Resources.GetOrAdd(typeof(TTexts), type => new(type)).GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, values);
    }
}
