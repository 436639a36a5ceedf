namespace Bridgewatch.Kernel;

/// <summary>A monitor or tool that sends to us.</summary>
public readonly record struct IntegrationId(Guid Value) : IStrongId<IntegrationId>
{
    public static IntegrationId From(Guid value) => new(value);

    public static IntegrationId New() => StrongId.New<IntegrationId>();

    public static bool TryParse(string? text, out IntegrationId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A body as a sender sent it.</summary>
public readonly record struct RawMessageId(Guid Value) : IStrongId<RawMessageId>
{
    public static RawMessageId From(Guid value) => new(value);

    public static RawMessageId New() => StrongId.New<RawMessageId>();

    public static bool TryParse(string? text, out RawMessageId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A monitor's message, by its fingerprint.</summary>
public readonly record struct AlertId(Guid Value) : IStrongId<AlertId>
{
    public static AlertId From(Guid value) => new(value);

    public static AlertId New() => StrongId.New<AlertId>();

    public static bool TryParse(string? text, out AlertId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}
