namespace Bridgewatch.Kernel;

/// <summary>One outside effect: a mail, a page, a call.</summary>
public readonly record struct DeliveryId(Guid Value) : IStrongId<DeliveryId>
{
    public static DeliveryId From(Guid value) => new(value);

    public static DeliveryId New() => StrongId.New<DeliveryId>();

    public static bool TryParse(string? text, out DeliveryId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>Something that is to happen at a time.</summary>
public readonly record struct DueId(Guid Value) : IStrongId<DueId>
{
    public static DueId From(Guid value) => new(value);

    public static DueId New() => StrongId.New<DueId>();

    public static bool TryParse(string? text, out DueId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One person's erasure from every store.</summary>
public readonly record struct ErasureId(Guid Value) : IStrongId<ErasureId>
{
    public static ErasureId From(Guid value) => new(value);

    public static ErasureId New() => StrongId.New<ErasureId>();

    public static bool TryParse(string? text, out ErasureId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>Another program that is told what happens.</summary>
public readonly record struct WebhookId(Guid Value) : IStrongId<WebhookId>
{
    public static WebhookId From(Guid value) => new(value);

    public static WebhookId New() => StrongId.New<WebhookId>();

    public static bool TryParse(string? text, out WebhookId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A task that somebody owes.</summary>
public readonly record struct TaskId(Guid Value) : IStrongId<TaskId>
{
    public static TaskId From(Guid value) => new(value);

    public static TaskId New() => StrongId.New<TaskId>();

    public static bool TryParse(string? text, out TaskId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>Another person's yes to something.</summary>
public readonly record struct ApprovalId(Guid Value) : IStrongId<ApprovalId>
{
    public static ApprovalId From(Guid value) => new(value);

    public static ApprovalId New() => StrongId.New<ApprovalId>();

    public static bool TryParse(string? text, out ApprovalId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One time that a rule stopped something, or would have.</summary>
public readonly record struct RuleStopId(Guid Value) : IStrongId<RuleStopId>
{
    public static RuleStopId From(Guid value) => new(value);

    public static RuleStopId New() => StrongId.New<RuleStopId>();

    public static bool TryParse(string? text, out RuleStopId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}
