using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Bridgewatch.Kernel;

/// <summary>Why a request could not be read, in our words and with the field by its name on the wire: the libraries name classes, which nobody
/// outside knows.</summary>
/// <param name="Field">Null when it is the whole.</param>
public sealed partial record Unreadable(string? Field, string What)
{
    /// <summary>What stands against a piece of JSON.</summary>
    public static Unreadable Of(JsonException json)
    {
        var (path, message) = (json.Path?.TrimStart('$', '.'), json.Message);
        if (UnknownMember.Match(message) is { Success: true } unknown) return new(Inside(path, unknown.Groups[1].Value), $"There is no field '{unknown.Groups[1].Value}' here.");
        if (MissingMembers.Match(message) is { Success: true } missing)
        {
            var names = Quoted.Matches(missing.Groups[1].Value).Select(m => m.Groups[1].Value).ToList();
            return new(Inside(path, names.FirstOrDefault("")), $"Give {string.Join(", ", names)} as well.");
        }
        if (NullMember.Match(message) is { Success: true } empty) return new(Inside(path, KernelJson.Options.PropertyNamingPolicy!.ConvertName(empty.Groups[1].Value)), "It cannot be null.");
        // The reader knows what it wanted; the message around it names the whole in which the member stands.
        if (OtherToken.Match(json.InnerException?.Message ?? "") is { Success: true } token) return new(NullIfEmpty(path), Wanted(token.Groups[1].Value));
        if (OtherType.Match(message) is { Success: true } other) return new(NullIfEmpty(path), Expected(other.Groups[1].Value));
        return IsNoJson(json)
            ? new(NullIfEmpty(path), $"This is no JSON from line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1} on.")
            : new(NullIfEmpty(path), message.Split(" Path: ")[0]);
    }

    /// <summary>A parameter of the address that is not what it should be, or is missing; null when the request failed for something else.</summary>
    public static Unreadable? Of(BadHttpRequestException request)
    {
        if (WrongParameter.Match(request.Message) is { Success: true } wrong) return new(wrong.Groups[2].Value, Expected(wrong.Groups[1].Value));
        if (MissingParameter.Match(request.Message) is { Success: true } missing) return new(missing.Groups[1].Value, "Give it as well.");
        return request.Message.Contains("no body was provided", StringComparison.Ordinal) ? new(null, "Send a body.") : null;
    }

    /// <summary>The parameter for which a request was answered with 400 and no word: so the compiler's generator treats those that may be left out.</summary>
    public static Unreadable? In(HttpContext http)
    {
        foreach (var (name, type) in http.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>()?.GetParameters().SelectMany(Parts) ?? [])
        {
            var wire = KernelJson.Options.PropertyNamingPolicy!.ConvertName(name);
            if (http.Request.Query[wire] is [{ Length: > 0 } text, ..] && !Fits(text, type)) return new(wire, Expected(type.Name));
        }
        return null;
    }

    private static IEnumerable<(string Name, Type Type)> Parts(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetProperties().Select(p => (p.Name, Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
        : [(parameter.Name!, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)];

    private static bool Fits(string text, Type type) =>
        type == typeof(int) ? int.TryParse(text, CultureInfo.InvariantCulture, out _)
        : type == typeof(bool) ? bool.TryParse(text, out _)
        : !StrongId.Is(type) || Guid.TryParse(text, out _);

    private static string Wanted(string token) => token switch
    {
        "string" => "Give a text.",
        "boolean" => "Give true or false.",
        "number" => "Give a number.",
        var type => Expected(type),
    };

    private static string Expected(string type) => type switch
    {
        _ when type.Contains("Boolean", StringComparison.Ordinal) || type.Contains("bool", StringComparison.Ordinal) => "Give true or false.",
        _ when type.Contains("Collections.Generic.IReadOnlyDictionary", StringComparison.Ordinal) => "Give an object.",
        _ when type.Contains("Collections.", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal) => "Give a list.",
        _ when WholeNumber.IsMatch(type) => "Give a whole number.",
        _ when type.Contains("Decimal", StringComparison.Ordinal) || type.Contains("Double", StringComparison.Ordinal) => "Give a number.",
        _ when type.Contains("System.String", StringComparison.Ordinal) => "Give a text.",
        _ when type.Contains("LocalDate", StringComparison.Ordinal) => "Give a day such as 2026-03-27.",
        _ when type.Contains("Guid", StringComparison.Ordinal) || Id.IsMatch(type) => "Give an id.",
        _ => "Give an object.",
    };

    private static bool IsNoJson(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception.GetType().Name == "JsonReaderException") return true;
        }
        return false;
    }

    /// <summary>The path of the member, whether or not the library has named it in the path.</summary>
    private static string? Inside(string? path, string name) =>
        string.IsNullOrEmpty(path) ? NullIfEmpty(name)
        : path == name || path.EndsWith("." + name, StringComparison.Ordinal) ? path
        : $"{path}.{name}";

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"^The JSON property '(.*?)' could not be mapped to any \.NET member")]
    private static partial Regex UnknownMember { get; }

    [GeneratedRegex(@"missing required properties.*?: (.+)", RegexOptions.Singleline)]
    private static partial Regex MissingMembers { get; }

    [GeneratedRegex(@"^The (?:property or field|constructor parameter) '(.*?)' on type '.*?' doesn't allow")]
    private static partial Regex NullMember { get; }

    [GeneratedRegex(@"^(?:The JSON value could not be converted to|Cannot convert value (?:of type .*?)?to) (.+?)\.?(?: Path: .*)?$", RegexOptions.Singleline)]
    private static partial Regex OtherType { get; }

    [GeneratedRegex(@"(?:^Cannot get the value of a token type '\w+' as a|out of bounds for an?) (\w+)")]
    private static partial Regex OtherToken { get; }

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"^Failed to bind parameter ""(.+) (\w+)"" from ", RegexOptions.Singleline)]
    private static partial Regex WrongParameter { get; }

    [GeneratedRegex(@"^Required parameter "".+ (\w+)"" was not provided from (?!body)")]
    private static partial Regex MissingParameter { get; }

    [GeneratedRegex(@"\b(?:U?Int(?:16|32|64)|int|long)\b")]
    private static partial Regex WholeNumber { get; }

    [GeneratedRegex(@"Id\b")]
    private static partial Regex Id { get; }
}
