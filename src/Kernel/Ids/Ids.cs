namespace Bridgewatch.Kernel;

/// <summary>Someone of ours.</summary>
public readonly record struct PersonId(Guid Value) : IStrongId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public static PersonId New() => StrongId.New<PersonId>();

    public static bool TryParse(string? text, out PersonId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A named set of permissions.</summary>
public readonly record struct RoleId(Guid Value) : IStrongId<RoleId>
{
    public static RoleId From(Guid value) => new(value);

    public static RoleId New() => StrongId.New<RoleId>();

    public static bool TryParse(string? text, out RoleId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A role held by a person in a scope.</summary>
public readonly record struct RoleGrantId(Guid Value) : IStrongId<RoleGrantId>
{
    public static RoleGrantId From(Guid value) => new(value);

    public static RoleGrantId New() => StrongId.New<RoleGrantId>();

    public static bool TryParse(string? text, out RoleGrantId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A token that acts for a person.</summary>
public readonly record struct ApiTokenId(Guid Value) : IStrongId<ApiTokenId>
{
    public static ApiTokenId From(Guid value) => new(value);

    public static ApiTokenId New() => StrongId.New<ApiTokenId>();

    public static bool TryParse(string? text, out ApiTokenId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

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

/// <summary>A node of the architecture tree; services are nodes too.</summary>
public readonly record struct ComponentId(Guid Value) : IStrongId<ComponentId>
{
    public static ComponentId From(Guid value) => new(value);

    public static ComponentId New() => StrongId.New<ComponentId>();

    public static bool TryParse(string? text, out ComponentId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

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

/// <summary>One import, from preview to applied.</summary>
public readonly record struct ImportId(Guid Value) : IStrongId<ImportId>
{
    public static ImportId From(Guid value) => new(value);

    public static ImportId New() => StrongId.New<ImportId>();

    public static bool TryParse(string? text, out ImportId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}
