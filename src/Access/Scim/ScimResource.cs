using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Access.Scim;

/// <summary>What every resource has.</summary>
internal static class ScimResource
{
    public static JsonObject Meta(string type, string address, Instant created, Instant changed, long version)
    {
        var meta = ScimJson.Object();
        meta["resourceType"] = type;
        meta["created"] = InstantPattern.ExtendedIso.Format(created);
        meta["lastModified"] = InstantPattern.ExtendedIso.Format(changed);
        meta["location"] = address;
        meta["version"] = ETag(version);
        return meta;
    }

    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    public static JsonObject Reference(string id, string name, string? address)
    {
        var reference = ScimJson.Object();
        (reference["value"], reference["display"]) = (id, name);
        if (address is not null) reference["$ref"] = address;
        return reference;
    }

    /// <summary>What is not there is left out.</summary>
    public static JsonObject WithoutNulls(JsonObject resource)
    {
        foreach (var (name, value) in resource.ToList())
        {
            if (value is null) resource.Remove(name);
            else if (value is JsonObject inner) WithoutNulls(inner);
        }
        return resource;
    }
}
