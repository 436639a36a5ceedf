using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Attachments;

/// <summary>What attachments say no to.</summary>
public static class AttachmentRefusals
{
    internal static Refusal TooManyWait(int most) =>
        new("too-many-files-wait", $"{most} files of yours wait for a message on this ticket.", "Write the message, or take some away.");

    internal static Refusal BelongsToAMessage() =>
        new("file-of-a-message", "The file belongs to a message.", "Redact it, if it must not stay.");
}
