using Bridgewatch.Kernel;
using FluentValidation;
using NodaTime;

namespace Bridgewatch.Desk;

/// <summary>How the desk works, for all queues.</summary>
[Setting("desk.handling", DeskPermissions.ManageSettings)]
public sealed record DeskSettings
{
    /// <summary>A resolved ticket can be reopened, and is not closed, for that long.</summary>
    public Duration ReopenWindow { get; init; } = Duration.FromDays(14);

    /// <summary>Earlier tickets with the same error code count as recurrence for that long.</summary>
    public Duration RecurrenceWindow { get; init; } = Duration.FromDays(30);

    /// <summary>A reply that is sent from a page goes out that much later, and can be taken back until then; zero for at once.</summary>
    public Duration UndoSend { get; init; } = Duration.FromSeconds(10);

    /// <summary>Whether active minutes on a ticket's page are recorded as effort.</summary>
    public bool RecordEffort { get; init; } = true;
}

/// <summary>What somebody waits for in front of the page is short.</summary>
internal sealed class DeskSettingsValidator : AbstractValidator<DeskSettings>
{
    private static readonly Duration LongestUndo = Duration.FromMinutes(2);

    public DeskSettingsValidator() => RuleFor(s => s.UndoSend).Must(d => d >= Duration.Zero && d <= LongestUndo)
        .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.undo-send", (int)LongestUndo.TotalSeconds));
}
