namespace Bridgewatch.Access.Scim;

/// <summary>A request that SCIM has a word for: <c>invalidFilter</c>, <c>noTarget</c> (RFC 7644, 3.12).</summary>
/// <param name="type">The word.</param>
internal sealed class ScimFault(string type, string what) : Exception(what)
{
    public string Type => type;
}
