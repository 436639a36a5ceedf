using System.Text;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Catalog.Naming;

/// <summary>Text as people type it, fit to be stored on both engines.</summary>
internal static class PlainText
{
    /// <summary>Without blanks around; null when nothing is left.</summary>
    public static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>One line: no control characters and no halves of characters, which PostgreSQL refuses.</summary>
    public static IRuleBuilderOptions<T, string?> OneLine<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .MaximumLength(longest).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.at-most-characters", longest))
        .Must(text => IsWhole(text, c => !char.IsControl(c))).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.without-line-breaks-and-control"));

    public static IRuleBuilderOptions<T, string?> Lines<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .MaximumLength(longest).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.at-most-characters", longest))
        .Must(text => IsWhole(text, c => !char.IsControl(c) || c is '\n' or '\r' or '\t')).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.without-control-characters"));

    private static bool IsWhole(string? text, Func<char, bool> fits)
    {
        for (var i = 0; i < (text?.Length ?? 0);)
        {
            if (!Rune.TryGetRuneAt(text!, i, out var rune) || (rune.IsBmp && !fits((char)rune.Value))) return false;
            i += rune.Utf16SequenceLength;
        }
        return true;
    }
}
