using System.Security.Cryptography;
using NodaTime;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>An address of another program that is told what happens, signed as <see href="https://www.standardwebhooks.com">Standard Webhooks</see> says.</summary>
public sealed class Webhook : Aggregate
{
    public const int LongestName = 100;

    public const int LongestUrl = 500;

    public const int MostEvents = 100;

    public const int LongestQuery = 1_000;

    /// <summary>How every secret begins, by the standard.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>After a rotation both secrets sign that long, so that receivers can be changed one after the other.</summary>
    public static readonly Duration EarlierSecretSigns = Duration.FromHours(24);

    private Webhook()
    {
    }

    public WebhookId Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Url { get; private set; } = "";

    /// <summary>Of which events it is told; see <see cref="WebhookEvents"/>.</summary>
    public IReadOnlyList<string> Events { get; private set; } = [];

    /// <summary>Of which things it is told, in the query language; null for all. See <see cref="WebhookFilter"/>.</summary>
    public string? Query { get; private set; }

    /// <summary>The secret, closed with the data-protection keys.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>The secret before the last rotation; signs until <see cref="EarlierSecretUntil"/>.</summary>
    public string? EarlierSecret { get; private set; }

    public Instant? EarlierSecretUntil { get; private set; }

    /// <summary>Since when it is told nothing, by a person or since its receiver said that it is gone; null while it is told.</summary>
    public Instant? PausedAt { get; private set; }

    public bool IsGone { get; private set; }

    /// <summary>It is told of what happens from then on: its making, or the end of its last pause.</summary>
    public Instant ToldSince { get; private set; }

    public Instant AddedAt { get; private set; }

    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("webhook", Id.Value);

    /// <summary>Whether it is told anything at all.</summary>
    public bool IsTold => PausedAt is null && ArchivedAt is null;

    internal static Webhook Add(string name, string url, IReadOnlyList<string> events, string? query, string closedSecret, Instant at)
    {
        var webhook = new Webhook { Id = WebhookId.New(), Name = name, Url = url, Events = events, Query = query, Secret = closedSecret, AddedAt = at, ToldSince = at };
        webhook.Record(new WebhookAdded(webhook.Id, events));
        return webhook;
    }

    /// <summary>256 random bits, as the standard writes them.</summary>
    internal static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    internal void Rename(string name)
    {
        if (name == Name) return;
        Name = name;
        Record(new WebhookChanged(Id, "name", Events));
    }

    internal void Move(string url)
    {
        if (url == Url) return;
        Url = url;
        Record(new WebhookChanged(Id, "url", Events));
    }

    internal void Tell(IReadOnlyList<string> events)
    {
        if (events.SequenceEqual(Events)) return;
        Events = events;
        Record(new WebhookChanged(Id, "events", events));
    }

    internal void TellOnlyOf(string? query)
    {
        if (query == Query) return;
        Query = query;
        Record(new WebhookChanged(Id, "query", Events));
    }

    /// <param name="gone">Its receiver said so (410).</param>
    internal void Pause(Instant at, bool gone = false)
    {
        if (PausedAt is not null) return;
        (PausedAt, IsGone) = (at, gone);
        Record(new WebhookPaused(Id, gone));
    }

    internal void Resume(Instant at)
    {
        if (PausedAt is null) return;
        (PausedAt, IsGone, ToldSince) = (null, false, at);
        Record(new WebhookResumed(Id));
    }

    internal void Rotate(string closedSecret, Instant at)
    {
        (EarlierSecret, EarlierSecretUntil, Secret) = (Secret, at + EarlierSecretSigns, closedSecret);
        Record(new WebhookSecretRotated(Id, EarlierSecretUntil.Value));
    }

    internal void Archive(Instant at)
    {
        if (ArchivedAt is not null) return;
        ArchivedAt = at;
        Record(new WebhookArchived(Id));
    }

    /// <summary>Takes words out that name somebody. Where it leads, or of what it tells, would be another without them: then it tells nothing more.</summary>
    /// <param name="erased">What stands instead of a name.</param>
    internal void Forget(Func<string, bool> naming, string erased, Instant at)
    {
        if (naming(Name)) Rename(erased);
        if (!naming(Url) && (Query is null || !naming(Query))) return;
        if (naming(Url)) Move("https://erased.invalid/");
        TellOnlyOf(null);
        Archive(at);
    }

    /// <summary>Somebody wants to see whether it arrives.</summary>
    internal void Test() => Record(new WebhookTested(Id));
}

/// <summary>Another program is told what happens.</summary>
[JournalType("kernel.webhook.added.v1")]
public sealed record WebhookAdded(WebhookId Webhook, IReadOnlyList<string> Events) : JournalEvent;

/// <param name="What">Name, url, events or query.</param>
[JournalType("kernel.webhook.changed.v1")]
public sealed record WebhookChanged(WebhookId Webhook, string What, IReadOnlyList<string> Events) : JournalEvent;

/// <param name="Gone">Its receiver said that it is gone.</param>
[JournalType("kernel.webhook.paused.v1")]
public sealed record WebhookPaused(WebhookId Webhook, bool Gone) : JournalEvent;

[JournalType("kernel.webhook.resumed.v1")]
public sealed record WebhookResumed(WebhookId Webhook) : JournalEvent;

[JournalType("kernel.webhook.secret-rotated.v1")]
public sealed record WebhookSecretRotated(WebhookId Webhook, Instant EarlierUntil) : JournalEvent;

[JournalType("kernel.webhook.archived.v1")]
public sealed record WebhookArchived(WebhookId Webhook) : JournalEvent;

/// <summary>Sent to the webhook itself, whatever it is told otherwise.</summary>
[JournalType("kernel.webhook.tested.v1")]
public sealed record WebhookTested(WebhookId Webhook) : JournalEvent;
