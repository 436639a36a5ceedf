using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridgewatch.Signals.Alerts;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Signals.Alertmanager;

/// <summary>One alert of a body, read but for what only the group can add.</summary>
internal sealed class AlertmanagerAlert
{
    /// <summary>Alertmanager's have 16 characters; other senders of this format may have longer ones.</summary>
    private const int LongestFingerprint = 200;

    private const int MostLabels = 100;
    private const int LongestLabel = 4_000;

    private static readonly string[] s_service = ["service", "job"];
    private static readonly string[] s_component = ["component"];
    private static readonly string[] s_environment = ["environment", "env"];
    private static readonly string[] s_version = ["version"];

    private readonly List<AlertWarning> _warnings = [];
    private readonly SortedDictionary<string, string> _labels;
    private readonly SortedDictionary<string, string> _annotations;
    private readonly string? _fingerprint;
    private readonly AlertStatus? _status;
    private readonly Instant? _startsAt;
    private readonly Instant? _endsAt;
    private readonly string? _generatorUrl;

    private AlertmanagerAlert(JsonElement alert)
    {
        _labels = Map(alert, "labels");
        _annotations = Map(alert, "annotations");
        _fingerprint = Text(alert, "fingerprint") is { Length: > 0 and <= LongestFingerprint } f ? f : null;
        var status = Text(alert, "status");
        _status = AlertmanagerReading.StatusOf(status);
        if (_status is null && !string.IsNullOrEmpty(status)) Warn(AlertFault.NotUnderstood, "status", status);
        _startsAt = Time(alert, "startsAt");
        _endsAt = Time(alert, "endsAt");
        _generatorUrl = Text(alert, "generatorURL");
    }

    internal static AlertmanagerAlert Of(JsonElement alert) => new(alert);

    internal NormalAlert Normal(string? groupKey, AlertStatus? groupStatus)
    {
        if (_status is null) Warn(AlertFault.StatusAssumed, "status");
        var status = _status ?? groupStatus ?? AlertStatus.Firing;
        return new()
        {
            Source = "alertmanager",
            Fingerprint = _fingerprint ?? OwnFingerprint(),
            GroupKey = groupKey,
            Status = status,
            Severity = Severity(),
            Title = Title(),
            Description = Description(),
            Service = First(_labels, s_service),
            Component = First(_labels, s_component),
            Environment = First(_labels, s_environment),
            Version = First(_labels, s_version),
            Labels = _labels,
            StartsAt = _startsAt,
            // Alertmanager sends the year 1 here; others send when it would end if nothing more came.
            EndsAt = status is AlertStatus.Resolved ? _endsAt : null,
            Links = Links(),
            Warnings = _warnings,
        };
    }

    /// <summary>SHA-256 over the sorted labels, each length first, so that no two sets run into one.</summary>
    private string OwnFingerprint()
    {
        Warn(AlertFault.FingerprintMissing, "fingerprint");
        var what = _labels;
        if (_labels.Count == 0)
        {
            Warn(AlertFault.NothingIdentifies, "labels");
            what = _annotations;
        }
        var text = new StringBuilder();
        foreach (var (name, value) in what)
            text.Append(CultureInfo.InvariantCulture, $"{name.Length}:{name}{value.Length}:{value}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }

    private AlertSeverity Severity()
    {
        var word = First(_labels, ["severity"]);
        if (SeverityWords.Find(word) is { } severity) return severity;
        Warn(AlertFault.SeverityAssumed, "labels.severity", word);
        return AlertSeverity.Warning;
    }

    private string Title()
    {
        var title = First(_annotations, ["summary", "title"]) ?? First(_labels, ["alertname"])
            ?? First(_annotations, ["message", "description"])
            ?? string.Join(' ', _labels.Select(l => $"{l.Key}={l.Value}"));
        if (string.IsNullOrWhiteSpace(title)) title = "Alert";
        return Fit(AlertText.Line(title), NormalAlert.LongestTitle, "title");
    }

    private string? Description() =>
        First(_annotations, ["description", "message"]) is { } text
            ? Fit(text, NormalAlert.LongestDescription, "description")
            : null;

    private List<AlertLink> Links()
    {
        List<AlertLink> links = [];
        Add(AlertLinkKind.Runbook, "annotations.runbook_url", First(_annotations, ["runbook_url", "runbook"]));
        Add(AlertLinkKind.Graph, "annotations.dashboard_url",
            First(_annotations, ["dashboard_url", "dashboard", "grafana_url", "graph_url"]));
        Add(AlertLinkKind.Source, "generatorURL", string.IsNullOrEmpty(_generatorUrl) ? null : _generatorUrl);
        return links;

        void Add(AlertLinkKind kind, string field, string? url)
        {
            if (AlertText.IsWebAddress(url)) links.Add(new(kind, url!));
            else if (url is not null) Warn(AlertFault.NotUnderstood, field, url);
        }
    }

    private SortedDictionary<string, string> Map(JsonElement alert, string field)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!alert.TryGetProperty(field, out var value) || value.ValueKind is JsonValueKind.Null) return map;
        if (value.ValueKind is not JsonValueKind.Object)
        {
            Warn(AlertFault.WrongType, field);
            return map;
        }
        foreach (var property in value.EnumerateObject())
        {
            var name = AlertText.NameOf(property);
            if (map.Count == MostLabels && !map.ContainsKey(name))
            {
                Warn(AlertFault.TooMany, field);
                break;
            }
            if (Plain(property.Value) is { } text) map[name] = Fit(text, LongestLabel, $"{field}.{name}");
            else if (property.Value.ValueKind is not JsonValueKind.Null) Warn(AlertFault.WrongType, $"{field}.{name}");
        }
        return map;
    }

    /// <summary>Labels are strings; a sender that writes a number or a truth value means its text.</summary>
    private static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => AlertText.Of(value),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    private string? Text(JsonElement alert, string field)
    {
        if (!alert.TryGetProperty(field, out var value) || value.ValueKind is JsonValueKind.Null) return null;
        if (value.ValueKind is JsonValueKind.String) return AlertText.Of(value);
        Warn(AlertFault.WrongType, field);
        return null;
    }

    /// <summary>RFC 3339, cut to microseconds. The year 1 is Go's way of saying never.</summary>
    private Instant? Time(JsonElement alert, string field)
    {
        if (Text(alert, field) is not { Length: > 0 } text) return null;
        if (OffsetDateTimePattern.Rfc3339.Parse(text) is not { Success: true } time)
        {
            Warn(AlertFault.NotUnderstood, field, text);
            return null;
        }
        if (time.Value.Year <= 1) return null;
        var ticks = time.Value.ToInstant().ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - ((ticks % 10) + 10) % 10);
    }

    private string Fit(string text, int longest, string field)
    {
        if (text.Length > longest) Warn(AlertFault.TooLong, field);
        return AlertText.Cut(text, longest);
    }

    private void Warn(AlertFault fault, string field, string? value = null) =>
        _warnings.Add(new(fault, AlertText.Short(field), value is null ? null : AlertText.Short(value)));

    private static string? First(SortedDictionary<string, string> map, string[] names)
    {
        foreach (var name in names)
            if (map.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)) return value.Trim();
        return null;
    }
}
