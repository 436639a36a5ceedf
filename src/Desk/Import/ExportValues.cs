using System.Text;
using System.Text.Json;

namespace Bridgewatch.Desk.Import;

/// <summary>A record of an export as it stands there.</summary>
/// <param name="Noun">Under which the file has it: <c>tickets</c>; null where the file's name alone says so.</param>
/// <param name="Error">Why it cannot be read; then there is no value.</param>
internal sealed record ExportValue(string? Noun, JsonElement Value, string? Error = null);

/// <summary>Reads the records of a JSON file one after the other, however large it is: JSON Lines, a list, pages of an API
/// (<c>{"tickets": […], "next_page": …}</c>), or records one behind the other.</summary>
internal sealed class ExportValues(Stream file, Func<string, bool> isNoun)
{
    private const int FirstBuffer = 256 * 1_024;

    /// <summary>One record is no larger than that.</summary>
    private const int LargestRecord = 256 * 1_024 * 1_024;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private byte[] _buffer = new byte[FirstBuffer];
    private int _from;
    private int _to;
    private bool _ended;
    private JsonReaderState _state = new(Options);
    private Place _place = Place.Outside;
    private string? _noun;

    private enum Place { Outside, InPage, InList }

    /// <param name="byLines">Each line is a value, so that one that is broken leaves the others readable.</param>
    public static async IAsyncEnumerable<ExportValue> Read(string path, bool byLines, Func<string, bool> isNoun, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        if (byLines || await IsLines(file, ct))
        {
            await foreach (var value in Lines(file, isNoun, ct)) yield return value;
            yield break;
        }
        var values = new ExportValues(file, isNoun);
        while (await values.Next(ct) is { } value) yield return value;
    }

    /// <summary>Its first line is a whole record, and the second begins another.</summary>
    private static async Task<bool> IsLines(FileStream file, CancellationToken ct)
    {
        var head = new byte[1 << 16];
        var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        file.Position = 0;
        var text = head.AsSpan(0, length);
        if (text.TrimStart("\uFEFF \r\n\t"u8).IndexOf((byte)'{') != 0) return false;
        var end = text.IndexOf("\n"u8);
        if (end < 0 || text[end..].TrimStart(" \r\n\t"u8).IndexOf((byte)'{') != 0) return false;
        try
        {
            JsonDocument.Parse(text[..end].TrimStart("\uFEFF"u8).ToArray()).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async IAsyncEnumerable<ExportValue> Lines(FileStream file, Func<string, bool> isNoun, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        for (var number = 1; await reader.ReadLineAsync(ct) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            foreach (var value in OfLine(line, number, isNoun)) yield return value;
        }
    }

    private static IEnumerable<ExportValue> OfLine(string line, int number, Func<string, bool> isNoun)
    {
        JsonElement whole;
        try
        {
            whole = JsonDocument.Parse(line, new() { AllowTrailingCommas = true }).RootElement;
        }
        catch (JsonException exception)
        {
            return [new(null, default, $"line {number}: {exception.Message}")];
        }
        if (whole.ValueKind != JsonValueKind.Object || whole.EnumerateObject().FirstOrDefault() is not { Value.ValueKind: JsonValueKind.Array } first || !isNoun(first.Name)) return [new(null, whole)];
        return whole.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array && isNoun(p.Name)).SelectMany(p => p.Value.EnumerateArray().Select(v => new ExportValue(p.Name, v)));
    }

    private async Task<ExportValue?> Next(CancellationToken ct)
    {
        while (true)
        {
            ExportValue? value;
            bool more;
            try
            {
                more = TryStep(out value);
            }
            catch (JsonException exception)
            {
                // What follows cannot be told apart any more.
                (_ended, _from, _to, _place) = (true, 0, 0, Place.Outside);
                _state = new(Options);
                return new(null, default, exception.Message);
            }
            if (value is not null) return value;
            if (more) continue;
            if (_ended) return null;
            await Fill(ct);
        }
    }

    private async Task Fill(CancellationToken ct)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }
        if (_to == _buffer.Length)
        {
            if (_buffer.Length >= LargestRecord) throw new InvalidDataException("A record is larger than 256 MB.");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = await file.ReadAsync(_buffer.AsMemory(_to), ct);
        if (_to == 0 && read >= 3 && _buffer.AsSpan(0, 3).SequenceEqual("\uFEFF"u8)) _from = 3;
        _to += read;
        _ended = read == 0;
    }

    /// <summary>One step on from the last safe place. False when more of the file is needed, or nothing is left.</summary>
    private bool TryStep(out ExportValue? value)
    {
        value = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_from, _to - _from), _ended, _state);
        if (!reader.Read()) return false;
        switch (_place)
        {
            case Place.Outside when reader.TokenType == JsonTokenType.StartArray:
                (_place, _noun) = (Place.InList, null);
                break;
            case Place.InPage when reader.TokenType == JsonTokenType.EndObject:
                _place = Place.Outside;
                break;
            case Place.InList when reader.TokenType == JsonTokenType.EndArray:
                _place = reader.CurrentDepth == 0 ? Place.Outside : Place.InPage;
                break;
            case Place.InPage:
                return TryMember(ref reader);
            default:
                if (_place == Place.Outside && reader.TokenType == JsonTokenType.StartObject)
                {
                    var ahead = reader;
                    if (!ahead.Read()) return false;
                    if (ahead.TokenType == JsonTokenType.PropertyName && isNoun(ahead.GetString()!))
                    {
                        _place = Place.InPage;
                        break;
                    }
                }
                if (!JsonDocument.TryParseValue(ref reader, out var document)) return false;
                value = new(_place == Place.InList ? _noun : null, document.RootElement);
                break;
        }
        Keep(ref reader);
        return true;
    }

    /// <summary>A list of records is gone into; all else of a page is passed over.</summary>
    private bool TryMember(ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        if (!reader.Read()) return false;
        if (reader.TokenType == JsonTokenType.StartArray && isNoun(name)) (_place, _noun) = (Place.InList, name);
        else if (!reader.TrySkip()) return false;
        Keep(ref reader);
        return true;
    }

    private void Keep(ref Utf8JsonReader reader)
    {
        _from += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }
}
