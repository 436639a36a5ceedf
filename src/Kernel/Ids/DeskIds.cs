namespace Bridgewatch.Kernel;

/// <summary>Where tickets wait.</summary>
public readonly record struct QueueId(Guid Value) : IStrongId<QueueId>
{
    public static QueueId From(Guid value) => new(value);

    public static QueueId New() => StrongId.New<QueueId>();

    public static bool TryParse(string? text, out QueueId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One customer's problem.</summary>
public readonly record struct TicketId(Guid Value) : IStrongId<TicketId>
{
    public static TicketId From(Guid value) => new(value);

    public static TicketId New() => StrongId.New<TicketId>();

    public static bool TryParse(string? text, out TicketId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One contribution to a ticket's conversation.</summary>
public readonly record struct MessageId(Guid Value) : IStrongId<MessageId>
{
    public static MessageId From(Guid value) => new(value);

    public static MessageId New() => StrongId.New<MessageId>();

    public static bool TryParse(string? text, out MessageId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>Something that one of ours should see.</summary>
public readonly record struct NotificationId(Guid Value) : IStrongId<NotificationId>
{
    public static NotificationId From(Guid value) => new(value);

    public static NotificationId New() => StrongId.New<NotificationId>();

    public static bool TryParse(string? text, out NotificationId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One stay of a person on a ticket's page.</summary>
public readonly record struct VisitId(Guid Value) : IStrongId<VisitId>
{
    public static VisitId From(Guid value) => new(value);

    public static VisitId New() => StrongId.New<VisitId>();

    public static bool TryParse(string? text, out VisitId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A file that belongs to a ticket's conversation.</summary>
public readonly record struct AttachmentId(Guid Value) : IStrongId<AttachmentId>
{
    public static AttachmentId From(Guid value) => new(value);

    public static AttachmentId New() => StrongId.New<AttachmentId>();

    public static bool TryParse(string? text, out AttachmentId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A request that waits until its sender is known.</summary>
public readonly record struct LeftRequestId(Guid Value) : IStrongId<LeftRequestId>
{
    public static LeftRequestId From(Guid value) => new(value);

    public static LeftRequestId New() => StrongId.New<LeftRequestId>();

    public static bool TryParse(string? text, out LeftRequestId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A query that somebody saved under a name.</summary>
public readonly record struct ViewId(Guid Value) : IStrongId<ViewId>
{
    public static ViewId From(Guid value) => new(value);

    public static ViewId New() => StrongId.New<ViewId>();

    public static bool TryParse(string? text, out ViewId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A text that is written often.</summary>
public readonly record struct MacroId(Guid Value) : IStrongId<MacroId>
{
    public static MacroId From(Guid value) => new(value);

    public static MacroId New() => StrongId.New<MacroId>();

    public static bool TryParse(string? text, out MacroId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A policy of what is promised to tickets.</summary>
public readonly record struct SlaPolicyId(Guid Value) : IStrongId<SlaPolicyId>
{
    public static SlaPolicyId From(Guid value) => new(value);

    public static SlaPolicyId New() => StrongId.New<SlaPolicyId>();

    public static bool TryParse(string? text, out SlaPolicyId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>An address of ours to which customers write.</summary>
public readonly record struct MailboxId(Guid Value) : IStrongId<MailboxId>
{
    public static MailboxId From(Guid value) => new(value);

    public static MailboxId New() => StrongId.New<MailboxId>();

    public static bool TryParse(string? text, out MailboxId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A mail as it came.</summary>
public readonly record struct RawMailId(Guid Value) : IStrongId<RawMailId>
{
    public static RawMailId From(Guid value) => new(value);

    public static RawMailId New() => StrongId.New<RawMailId>();

    public static bool TryParse(string? text, out RawMailId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A rule that says where tickets go.</summary>
public readonly record struct RoutingRuleId(Guid Value) : IStrongId<RoutingRuleId>
{
    public static RoutingRuleId From(Guid value) => new(value);

    public static RoutingRuleId New() => StrongId.New<RoutingRuleId>();

    public static bool TryParse(string? text, out RoutingRuleId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A field that forms ask for on tickets.</summary>
public readonly record struct TicketFieldId(Guid Value) : IStrongId<TicketFieldId>
{
    public static TicketFieldId From(Guid value) => new(value);

    public static TicketFieldId New() => StrongId.New<TicketFieldId>();

    public static bool TryParse(string? text, out TicketFieldId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One time that a ticket left its queue for somebody.</summary>
public readonly record struct PullId(Guid Value) : IStrongId<PullId>
{
    public static PullId From(Guid value) => new(value);

    public static PullId New() => StrongId.New<PullId>();

    public static bool TryParse(string? text, out PullId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One change of one field of a ticket.</summary>
public readonly record struct FieldChangeId(Guid Value) : IStrongId<FieldChangeId>
{
    public static FieldChangeId From(Guid value) => new(value);

    public static FieldChangeId New() => StrongId.New<FieldChangeId>();

    public static bool TryParse(string? text, out FieldChangeId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A time in which somebody of ours is away.</summary>
public readonly record struct AbsenceId(Guid Value) : IStrongId<AbsenceId>
{
    public static AbsenceId From(Guid value) => new(value);

    public static AbsenceId New() => StrongId.New<AbsenceId>();

    public static bool TryParse(string? text, out AbsenceId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>Something that the program does by itself when something happens to a ticket.</summary>
public readonly record struct TriggerId(Guid Value) : IStrongId<TriggerId>
{
    public static TriggerId From(Guid value) => new(value);

    public static TriggerId New() => StrongId.New<TriggerId>();

    public static bool TryParse(string? text, out TriggerId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One time that a trigger acted on a ticket, or was kept from it.</summary>
public readonly record struct TriggerRunId(Guid Value) : IStrongId<TriggerRunId>
{
    public static TriggerRunId From(Guid value) => new(value);

    public static TriggerRunId New() => StrongId.New<TriggerRunId>();

    public static bool TryParse(string? text, out TriggerRunId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One reading of another system's export.</summary>
public readonly record struct ImportRunId(Guid Value) : IStrongId<ImportRunId>
{
    public static ImportRunId From(Guid value) => new(value);

    public static ImportRunId New() => StrongId.New<ImportRunId>();

    public static bool TryParse(string? text, out ImportRunId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}
