using Microsoft.Extensions.Localization;

namespace Bridgewatch.Access;

/// <summary>Names the resource with the module's texts (<c>AccessTexts.resx</c>).</summary>
public sealed class AccessTexts;

/// <summary>The module's texts for findings, mail and pages, in the reader's language.</summary>
public sealed class AccessWords(IStringLocalizer<AccessTexts> texts)
{
    public string this[string key, params object[] arguments] => texts[key, arguments];
}
