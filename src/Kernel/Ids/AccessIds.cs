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

/// <summary>A browser in which a person, or a customer, is signed in.</summary>
public readonly record struct BrowserSessionId(Guid Value) : IStrongId<BrowserSessionId>
{
    public static BrowserSessionId From(Guid value) => new(value);

    public static BrowserSessionId New() => StrongId.New<BrowserSessionId>();

    public static bool TryParse(string? text, out BrowserSessionId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A key on a person's device with which they sign in.</summary>
public readonly record struct PasskeyId(Guid Value) : IStrongId<PasskeyId>
{
    public static PasskeyId From(Guid value) => new(value);

    public static PasskeyId New() => StrongId.New<PasskeyId>();

    public static bool TryParse(string? text, out PasskeyId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>An account at a provider as which a person signs in.</summary>
public readonly record struct ProviderLinkId(Guid Value) : IStrongId<ProviderLinkId>
{
    public static ProviderLinkId From(Guid value) => new(value);

    public static ProviderLinkId New() => StrongId.New<ProviderLinkId>();

    public static bool TryParse(string? text, out ProviderLinkId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}

/// <summary>A group of a directory that tells of its people.</summary>
public readonly record struct DirectoryGroupId(Guid Value) : IStrongId<DirectoryGroupId>
{
    public static DirectoryGroupId From(Guid value) => new(value);

    public static DirectoryGroupId New() => StrongId.New<DirectoryGroupId>();

    public static bool TryParse(string? text, out DirectoryGroupId id) => StrongId.TryParse(text, out id);

    public override string ToString() => Value.ToString();
}
