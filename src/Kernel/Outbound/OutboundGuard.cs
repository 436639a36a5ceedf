using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Kernel;

/// <summary>Keeps requests to addresses that people type from reaching what only this machine or its network can reach: loopback, private and
/// link-local networks, metadata services. In the clear only what the operator opened is reached. Asked at each connection with the very address that is then connected to, so that a name
/// which changes its answer gains nothing; redirects are not followed.</summary>
/// <remarks>Ranges as in the IANA special-purpose address registries (RFC 6890, of November 2025).</remarks>
/// <param name="allowed">Networks that the operator opens.</param>
public sealed partial class OutboundGuard(IReadOnlyList<IPNetwork> allowed, ILogger<OutboundGuard> log)
{
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Closed =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    /// <summary>Whether a connection to the address may be made.</summary>
    /// <param name="clear">Nothing hides what is sent: only where the operator says so.</param>
    public bool Allows(IPAddress address, bool clear = false)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (allowed.Any(n => n.Contains(address))) return true;
        if (clear) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalV6.Contains(address)) return false;
        return !Closed.Any(n => n.Contains(address));
    }

    /// <summary>False when no request can go there, wherever its name leads by then.</summary>
    public bool MayAllow(Uri target)
    {
        var clear = IsClear(target);
        return IPAddress.TryParse(target.DnsSafeHost, out var address) ? Allows(address, clear) : !clear || allowed.Count > 0;
    }

    /// <summary>Opens connections only where <see cref="Allows"/> permits it, without proxy, cookies and redirects.</summary>
    internal SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, ct) => Connect(context.DnsEndPoint, IsClear(context.InitialRequestMessage.RequestUri), ct),
    };

    private static bool IsClear(Uri? target) => target?.Scheme != Uri.UriSchemeHttps;

    private async ValueTask<Stream> Connect(DnsEndPoint target, bool clear, CancellationToken ct)
    {
        var all = await Resolve(target.Host, ct);
        var reachable = all.Where(a => Allows(a, clear)).ToArray();
        if (reachable.Length == 0)
        {
            var addresses = string.Join(", ", all.Select(a => a.ToString()));
            var needsHttps = all.Any(a => Allows(a));
            if (needsHttps) RefusedInTheClear(log, target.Host, target.Port, addresses);
            else Refused(log, target.Host, target.Port, addresses);
            throw new ForbiddenTarget(target.Host, needsHttps);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, target.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> Resolve(string host, CancellationToken ct)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, ct);
        }
        catch (ArgumentException)
        {
            // The unspecified address is no target, says the resolver; systems take it for loopback.
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection to {Host}:{Port} was refused: {Addresses} is not reachable for everybody.")]
    private static partial void Refused(ILogger log, string host, int port, string addresses);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A connection to {Host}:{Port} was refused: {Addresses} is reached by https only.")]
    private static partial void RefusedInTheClear(ILogger log, string host, int port, string addresses);
}

/// <summary>The address leads to where only this machine or its network can go, or in the clear to anywhere else.</summary>
public sealed class ForbiddenTarget(string host, bool needsHttps = false) : Exception(needsHttps
    ? $"{host} is reached by https only. An operator can open it to http with BRIDGEWATCH__OUTBOUND."
    : $"{host} leads into a network that is closed to outgoing requests. An operator can open it with BRIDGEWATCH__OUTBOUND.");
