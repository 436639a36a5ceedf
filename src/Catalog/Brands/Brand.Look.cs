using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Brands;

/// <summary>How the brand meets customers: its colour, its logo, the address that its mail comes from.</summary>
public sealed partial class Brand
{
    /// <summary><c>#rrggbb</c> as it was given; pages make it readable on light and dark. Null takes the product's own.</summary>
    public string? Accent { get; private set; }

    /// <summary>Where its mail comes from; null takes the address of outgoing mail.</summary>
    public string? Sender { get; private set; }

    /// <summary>SHA-256 of the logo, which names it in addresses that may be kept for ever; null without one.</summary>
    public string? Logo { get; private set; }

    internal void Paint(string? accent)
    {
        if (accent == Accent) return;
        Accent = accent;
        Record(new BrandAccentChanged(Id, accent));
    }

    internal void SendFrom(string? address)
    {
        if (address == Sender) return;
        Sender = address;
        Record(new BrandSenderChanged(Id));
    }

    internal void Wear(string? logo)
    {
        if (logo == Logo) return;
        Logo = logo;
        Record(new BrandLogoChanged(Id, logo));
    }
}

/// <param name="Accent">Null for the product's own.</param>
[JournalType("catalog.brand.accent-changed.v1")]
public sealed record BrandAccentChanged(BrandId Brand, string? Accent) : JournalEvent;

/// <summary>Its mail comes from another address from now on.</summary>
[JournalType("catalog.brand.sender-changed.v1")]
public sealed record BrandSenderChanged(BrandId Brand) : JournalEvent;

/// <param name="Logo">SHA-256 of the picture; null when it was taken away.</param>
[JournalType("catalog.brand.logo-changed.v1")]
public sealed record BrandLogoChanged(BrandId Brand, string? Logo) : JournalEvent;
