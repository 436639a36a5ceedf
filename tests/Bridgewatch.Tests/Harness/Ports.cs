using System.Net;
using System.Net.Sockets;

namespace Bridgewatch.Tests.Harness;

/// <summary>Loopback ports for peers that cannot choose one themselves.</summary>
public static class Ports
{
    // Below the range from which Linux takes the ports of outgoing connections, so that none of those comes between
    // choosing and using. Each test program begins elsewhere.
    private const int Lowest = 12_000, Count = 20_000;
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port that nobody listens on, and that no other caller in this program gets.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Lowest + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
