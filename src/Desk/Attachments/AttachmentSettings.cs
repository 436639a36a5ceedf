using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Which files a conversation takes, and how they leave by mail.</summary>
[Setting("desk.attachments", DeskPermissions.ManageSettings)]
public sealed record AttachmentSettings
{
    /// <summary>Bytes of one file.</summary>
    public long LargestFile { get; init; } = 25_000_000;

    /// <summary>Files of one message.</summary>
    public int MostOfMessage { get; init; } = 20;

    /// <summary>Bytes of files that go with a mail. What is beyond goes as a link.</summary>
    public long LargestMail { get; init; } = 10_000_000;

    /// <summary>Ends of names (<c>.exe</c>) and types (<c>application/x-elf</c>) that are refused. A type is told from the content.</summary>
    public IReadOnlyList<string> Refused { get; init; } =
        [".exe", ".bat", ".cmd", ".com", ".scr", ".pif", ".msi", ".vbs", ".hta", ".lnk", FileKind.WindowsProgram];

    /// <summary>Whether a file of this name and type is refused.</summary>
    public bool Refuses(string name, string type) => Refused.Any(r => r.StartsWith('.') ? name.EndsWith(r, StringComparison.OrdinalIgnoreCase) : r.Equals(type, StringComparison.OrdinalIgnoreCase));
}

internal sealed class AttachmentSettingsValidator : AbstractValidator<AttachmentSettings>
{
    public const long Largest = 1_000_000_000;

    private const int MostRefused = 200;

    public AttachmentSettingsValidator()
    {
        RuleFor(s => s.LargestFile).InclusiveBetween(1, Largest);
        RuleFor(s => s.MostOfMessage).InclusiveBetween(1, 100);
        RuleFor(s => s.LargestMail).InclusiveBetween(0, 100_000_000);
        RuleFor(s => s.Refused).Must(r => r.Count <= MostRefused);
        RuleForEach(s => s.Refused).MaximumLength(100).Must(r => r.StartsWith('.') || r.Contains('/', StringComparison.Ordinal)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.refused-file"));
    }
}
