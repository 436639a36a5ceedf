using System.Buffers;
using System.Text.Json;
using Bridgewatch.Signals.Alerts;

namespace Bridgewatch.Signals.Alertmanager;

/// <summary>
/// Walks over a body piece by piece: fields and alerts are parsed one at a time, once they are whole in memory.
/// </summary>
internal sealed class AlertmanagerReading
{
    /// <summary>Alerts stand at depth 2 and are four deep themselves.</summary>
    internal const int Deepest = 64;

    private readonly List<(AlertmanagerAlert Alert, int Index)> _alerts = [];
    private readonly List<AlertWarning> _warnings = [];
    // The reader counts depth in bits, so that what is too deep is still told from what is broken.
    private JsonReaderState _state = new(new() { MaxDepth = int.MaxValue });
    private bool _tooDeep;
    private Where _where = Where.Start;
    private string? _property;
    private int _index;
    private bool _hasAlerts;
    private string? _groupKey, _receiver, _status, _externalUrl, _version;
    private long _truncated;

    private enum Where
    {
        Start,
        InBody,
        InAlerts,
        End,
        Elsewhere,
    }

    /// <summary>Takes what is whole of the next bytes.</summary>
    /// <returns>How far it came; the rest is to be given again, with more.</returns>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    internal SequencePosition Consume(ReadOnlySequence<byte> bytes, bool isFinal)
    {
        var reader = new Utf8JsonReader(bytes, isFinal, _state);
        var done = reader;
        while (Step(ref reader)) done = reader;
        _state = done.CurrentState;
        return done.Position;
    }

    internal AlertmanagerBody Finish()
    {
        if (_tooDeep) return new(null, [], [], new(AlertmanagerFault.TooDeep, null, null));
        if (_where is not Where.End || !_hasAlerts)
            return new(null, [], [], new(AlertmanagerFault.NotAlertmanager, null, null));
        var status = StatusOf(_status);
        if (string.IsNullOrEmpty(_groupKey)) _warnings.Add(new(AlertFault.GroupKeyMissing, "groupKey"));
        if (_version is not (null or "4"))
            _warnings.Add(new(AlertFault.VersionUnknown, "version", AlertText.Short(_version)));
        if (_truncated > 0)
            _warnings.Add(new(AlertFault.Truncated, "truncatedAlerts", FormattableString.Invariant($"{_truncated}")));
        var url = AlertText.IsWebAddress(_externalUrl) ? _externalUrl : null;
        if (url is null && !string.IsNullOrEmpty(_externalUrl))
            _warnings.Add(new(AlertFault.NotUnderstood, "externalURL", AlertText.Short(_externalUrl)));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var alerts = new List<NormalAlert>(_alerts.Count);
        foreach (var (parsed, index) in _alerts)
        {
            var alert = parsed.Normal(string.IsNullOrEmpty(_groupKey) ? null : _groupKey, status);
            if (!seen.Add(alert.Fingerprint))
                _warnings.Add(new(AlertFault.FingerprintRepeated, $"alerts[{index}].fingerprint",
                    AlertText.Short(alert.Fingerprint)));
            alerts.Add(alert);
        }
        return new(new(_groupKey, _receiver, status, _truncated, url), alerts, _warnings, null);
    }

    internal static AlertStatus? StatusOf(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "FIRING" => AlertStatus.Firing,
        "RESOLVED" => AlertStatus.Resolved,
        _ => null,
    };

    /// <summary>Takes one token, or one whole value; false when more bytes are needed, or all is read.</summary>
    private bool Step(ref Utf8JsonReader reader)
    {
        if (_property is not null) return StepOverValue(ref reader);
        if (!reader.Read()) return false;
        switch (_where, reader.TokenType)
        {
            case (Where.Start, JsonTokenType.StartObject):
                _where = Where.InBody;
                return true;
            case (Where.InBody, JsonTokenType.EndObject):
                _where = Where.End;
                return true;
            case (Where.InBody, JsonTokenType.PropertyName):
                _property = Name(ref reader);
                return true;
            case (Where.InAlerts, JsonTokenType.EndArray):
                _where = Where.InBody;
                return true;
            case (Where.InAlerts, _):
                return TakeAlert(ref reader);
            default:
                // Another shape altogether; read on, so that broken JSON is still told from a strange body.
                _where = Where.Elsewhere;
                return TrySkip(ref reader);
        }
    }

    private bool StepOverValue(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return false;
        if (_property == "alerts" && reader.TokenType is JsonTokenType.StartArray)
        {
            (_where, _hasAlerts, _property) = (Where.InAlerts, true, null);
            return true;
        }
        if (!TryParse(ref reader, out var value)) return false;
        using (value)
            if (value is not null) TakeField(_property!, value.RootElement);
        _property = null;
        return true;
    }

    private bool TakeAlert(ref Utf8JsonReader reader)
    {
        if (!TryParse(ref reader, out var value)) return false;
        if (value is null) return true;
        using (value)
            if (value.RootElement.ValueKind is JsonValueKind.Object)
                _alerts.Add((AlertmanagerAlert.Of(value.RootElement), _index));
            else
                _warnings.Add(new(AlertFault.WrongType, $"alerts[{_index}]",
                    AlertText.Short(value.RootElement.GetRawText())));
        _index++;
        return true;
    }

    /// <summary>Parses one whole value; false when more bytes are needed.</summary>
    /// <param name="value">Null when it is nested too deeply; it is passed over then.</param>
    private bool TryParse(ref Utf8JsonReader reader, out JsonDocument? value)
    {
        value = null;
        var ahead = reader;
        if (!TrySkip(ref ahead)) return false;
        if (!_tooDeep) return JsonDocument.TryParseValue(ref reader, out value);
        reader = ahead;
        return true;
    }

    /// <summary>Passes over one whole value, and sees how deep it is.</summary>
    private bool TrySkip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return true;
        var outside = reader.CurrentDepth;
        do
        {
            if (!reader.Read()) return false;
            _tooDeep |= reader.CurrentDepth >= Deepest;
        }
        while (reader.CurrentDepth > outside);
        return true;
    }

    private void TakeField(string name, JsonElement value)
    {
        switch (name)
        {
            case "groupKey": _groupKey = Text(name, value); break;
            case "receiver": _receiver = Text(name, value); break;
            case "status": _status = Text(name, value); break;
            case "externalURL": _externalUrl = Text(name, value); break;
            case "version": _version = Text(name, value); break;
            case "alerts" when value.ValueKind is JsonValueKind.Null: _hasAlerts = true; break; // an empty list in Go
            case "truncatedAlerts": _truncated = Count(name, value); break;
        }
    }

    private long Count(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0) return count;
        if (value.ValueKind is not JsonValueKind.Null) _warnings.Add(new(AlertFault.WrongType, name));
        return 0;
    }

    private string? Text(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String) return AlertText.Of(value);
        if (value.ValueKind is not JsonValueKind.Null) _warnings.Add(new(AlertFault.WrongType, name));
        return null;
    }

    /// <summary>A name that is no valid text is none that we know.</summary>
    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
