namespace Bridgewatch.Kernel;

/// <summary>The address under which people and programs reach this installation, for links in mail and answers.</summary>
/// <param name="find">Asked each time: without configuration the address is known only once the server listens.</param>
public sealed class PublicUrl(Func<Uri> find)
{
    public Uri Base => find();

    public string Host => Base.Host;

    public bool IsTls => Base.Scheme == Uri.UriSchemeHttps;

    /// <summary>The absolute address of a path, which begins with a slash.</summary>
    public string Of(string path) => Base.ToString().TrimEnd('/') + path;
}
