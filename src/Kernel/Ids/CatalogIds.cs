namespace Bridgewatch.Kernel;

/// <summary>People who own services and queues.</summary>
public readonly record struct TeamId(Guid Value) : IStrongId<TeamId>
{
    public static TeamId From(Guid value) => new(value);

    public static TeamId New() => StrongId.New<TeamId>();

    public static bool TryParse(string? text, out TeamId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A customer account.</summary>
public readonly record struct OrganizationId(Guid Value) : IStrongId<OrganizationId>
{
    public static OrganizationId From(Guid value) => new(value);

    public static OrganizationId New() => StrongId.New<OrganizationId>();

    public static bool TryParse(string? text, out OrganizationId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A person at a customer, or at several.</summary>
public readonly record struct ContactId(Guid Value) : IStrongId<ContactId>
{
    public static ContactId From(Guid value) => new(value);

    public static ContactId New() => StrongId.New<ContactId>();

    public static bool TryParse(string? text, out ContactId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>Which service an organization uses, in which region and version.</summary>
public readonly record struct SubscriptionId(Guid Value) : IStrongId<SubscriptionId>
{
    public static SubscriptionId From(Guid value) => new(value);

    public static SubscriptionId New() => StrongId.New<SubscriptionId>();

    public static bool TryParse(string? text, out SubscriptionId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>The name under which we speak.</summary>
public readonly record struct BrandId(Guid Value) : IStrongId<BrandId>
{
    public static BrandId From(Guid value) => new(value);

    public static BrandId New() => StrongId.New<BrandId>();

    public static bool TryParse(string? text, out BrandId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A business calendar.</summary>
public readonly record struct CalendarId(Guid Value) : IStrongId<CalendarId>
{
    public static CalendarId From(Guid value) => new(value);

    public static CalendarId New() => StrongId.New<CalendarId>();

    public static bool TryParse(string? text, out CalendarId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A node of the architecture tree; services are nodes too.</summary>
public readonly record struct ComponentId(Guid Value) : IStrongId<ComponentId>
{
    public static ComponentId From(Guid value) => new(value);

    public static ComponentId New() => StrongId.New<ComponentId>();

    public static bool TryParse(string? text, out ComponentId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>One import, from preview to applied.</summary>
public readonly record struct ImportId(Guid Value) : IStrongId<ImportId>
{
    public static ImportId From(Guid value) => new(value);

    public static ImportId New() => StrongId.New<ImportId>();

    public static bool TryParse(string? text, out ImportId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}
