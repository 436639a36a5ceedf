using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Signals.Integrations;

/// <summary>The kinds of senders that we understand.</summary>
public enum IntegrationSource { Alertmanager }

/// <summary>One sender of alerts: its address, its secret, and what is done with what it says.</summary>
public sealed class Integration : Aggregate
{
    public const int LongestName = 100;

    /// <summary>How every secret begins, so that scanners for leaked secrets know it.</summary>
    public const string SecretPrefix = "bws_";

    /// <summary>After a rotation the earlier secret works that long, so that senders can be changed one after the other.</summary>
    public static readonly Duration EarlierSecretWorks = Duration.FromHours(24);

    private Integration()
    {
    }

    public IntegrationId Id { get; private set; }

    public IntegrationSource Source { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The last part of its address: random, but no secret.</summary>
    public string Key { get; private set; } = "";

    /// <summary>SHA-256 of the secret: it has 256 random bits, so nothing slower is needed.</summary>
    public byte[] SecretHash { get; private set; } = [];

    /// <summary>The secret before the last rotation; works until <see cref="EarlierSecretUntil"/>.</summary>
    public byte[]? EarlierSecretHash { get; private set; }

    public Instant? EarlierSecretUntil { get; private set; }

    /// <summary>Where alerts belong that name no component of the catalog.</summary>
    public ComponentId? Service { get; private set; }

    /// <summary>Whether the end of a group's last alert resolves its ticket when nobody has replied.</summary>
    public bool ResolvesTickets { get; private set; }

    public Instant AddedAt { get; private set; }

    /// <summary>Since when it takes nothing any more; null while it works.</summary>
    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("integration", Id.Value);

    /// <summary>Where the sender delivers, below the public address.</summary>
    public string Path => $"/hooks/{Words.Of(Source)}/{Key}";

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    internal static (Integration Integration, string Secret) Add(IntegrationSource source, string name, ComponentId? service, Instant at)
    {
        var secret = NewSecret();
        var integration = new Integration
        {
            Id = IntegrationId.New(),
            Source = source,
            Name = name,
            Key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18)),
            SecretHash = HashOf(secret),
            Service = service,
            AddedAt = at,
        };
        integration.Record(new IntegrationAdded(integration.Id, source, service));
        return (integration, secret);
    }

    internal void Rename(string name)
    {
        if (name == Name) return;
        Name = name;
        Record(new IntegrationRenamed(Id));
    }

    internal void BelongTo(ComponentId? service)
    {
        if (service == Service) return;
        var before = Service;
        Service = service;
        Record(new IntegrationServiceChanged(Id, before, service));
    }

    internal void ResolveTickets(bool resolves)
    {
        if (resolves == ResolvesTickets) return;
        ResolvesTickets = resolves;
        Record(new IntegrationResolvingChanged(Id, resolves));
    }

    /// <summary>Makes a new secret. A rotation within a day ends the secret before the last at once.</summary>
    internal string Rotate(Instant at)
    {
        var secret = NewSecret();
        (EarlierSecretHash, EarlierSecretUntil) = (SecretHash, at + EarlierSecretWorks);
        SecretHash = HashOf(secret);
        Record(new IntegrationSecretRotated(Id, EarlierSecretUntil.Value));
        return secret;
    }

    internal void Archive(Instant at)
    {
        if (ArchivedAt is not null) return;
        ArchivedAt = at;
        Record(new IntegrationArchived(Id));
    }

    private static string NewSecret() => SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

/// <summary>A sender of alerts was made known.</summary>
[JournalType("signals.integration.added.v1")]
public sealed record IntegrationAdded(IntegrationId Integration, IntegrationSource Source, ComponentId? Service) : JournalEvent;

[JournalType("signals.integration.renamed.v1")]
public sealed record IntegrationRenamed(IntegrationId Integration) : JournalEvent;

/// <summary>Alerts without a component of the catalog belong elsewhere from now on.</summary>
[JournalType("signals.integration.service-changed.v1")]
public sealed record IntegrationServiceChanged(IntegrationId Integration, ComponentId? From, ComponentId? To) : JournalEvent;

/// <summary>Whether the end of alerts resolves tickets was changed.</summary>
[JournalType("signals.integration.resolving-changed.v1")]
public sealed record IntegrationResolvingChanged(IntegrationId Integration, bool Resolves) : JournalEvent;

/// <summary>It has a new secret; the earlier one works for a while.</summary>
[JournalType("signals.integration.secret-rotated.v1")]
public sealed record IntegrationSecretRotated(IntegrationId Integration, Instant EarlierUntil) : JournalEvent;

/// <summary>It takes nothing any more.</summary>
[JournalType("signals.integration.archived.v1")]
public sealed record IntegrationArchived(IntegrationId Integration) : JournalEvent;
