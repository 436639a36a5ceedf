using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bridgewatch.Tests.Harness;

/// <summary>Answers every connection on loopback with the same bytes.</summary>
public sealed class TcpAnswer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly bool _holds;

    /// <param name="holds">Says nothing more, and does not hang up before the other does.</param>
    public TcpAnswer(string answer, bool holds = false)
    {
        (_answer, _holds) = (Encoding.ASCII.GetBytes(answer), holds);
        _listener.Start();
        _ = Serve();
    }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    public void Dispose() => _listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                var read = new byte[4_096];
                _ = await stream.ReadAsync(read);
                await stream.WriteAsync(_answer);
                while (_holds && await stream.ReadAsync(read) > 0) continue;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test has ended.
        }
    }
}
