using FluentValidation;

namespace Bridgewatch.Catalog.Import;

/// <summary>Holds a row against the rules of the command that a person would send for it.</summary>
internal static class RowRules
{
    /// <summary>What the command would be refused for; empty when it is fine.</summary>
    public static IEnumerable<ImportFinding> Findings<TCommand>(this IValidator<TCommand> validator, TCommand command, int line, string? file = null) =>
        validator.Validate(command).Errors.Select(e =>
            new ImportFinding(FindingWeight.Error, ImportFault.ValueInvalid, file, line, e.PropertyName, e.ErrorMessage));
}
