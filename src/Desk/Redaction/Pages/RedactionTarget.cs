using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Redaction.Pages;

/// <summary>A message, or one file of it, that is to be taken out.</summary>
public sealed record RedactionTarget(MessageId Message, AttachmentId? File = null, string? Name = null);
