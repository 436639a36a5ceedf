using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components.Forms;

namespace Bridgewatch.Ui;

/// <summary>
/// A field: label above, hint below, the error where it arose. Works inside an <c>EditForm</c> with a circuit, inside a
/// static form (its name is that of the bound property), and alone.
/// </summary>
public abstract class FieldBase<T> : InputBase<T>
{
    /// <summary>What is asked; always shown.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What helps to answer, below the field.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>What is wrong and what to do: “Give a number. A rough one is fine.” Goes before the form's own messages.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>It may be left empty; said beside the label. What is not optional is required.</summary>
    [Parameter]
    public bool Optional { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>The name under which the browser keeps what is typed until it is sent.</summary>
    [Parameter]
    public string? Draft { get; set; }

    /// <summary>Hands over each key instead of each change.</summary>
    [Parameter]
    public bool Immediate { get; set; }

    [Parameter]
    public bool Focus { get; set; }

    /// <summary>For the label's <c>for</c> and the hint.</summary>
    protected string Id { get; } = $"f-{Guid.CreateVersion7():N}";

    /// <summary>The error that is shown, if any.</summary>
    protected string? Wrong => Error ?? EditContext?.GetValidationMessages(FieldIdentifier).FirstOrDefault();

    protected string? DescribedBy => Wrong is not null ? $"{Id}-e" : Hint is not null ? $"{Id}-h" : null;

    /// <summary>The name in a posted form.</summary>
    protected string? PostedAs => string.IsNullOrEmpty(NameAttributeValue) ? null : NameAttributeValue;

    protected string? InvalidMark => Wrong is null ? null : "true";

    protected override bool TryParseValueFromString(
        string? value, [MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out string? validationErrorMessage)
    {
        if (BindConverter.TryConvertTo<T>(value, System.Globalization.CultureInfo.CurrentCulture, out var parsed))
        {
            result = parsed!;
            validationErrorMessage = null;
            return true;
        }

        result = default;
        validationErrorMessage = Unreadable;
        return false;
    }

    /// <summary>What is said when what was typed cannot be read.</summary>
    protected virtual string Unreadable => "";
}
