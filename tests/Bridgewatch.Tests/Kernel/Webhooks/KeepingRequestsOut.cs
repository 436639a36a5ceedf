using System.Net;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridgewatch.Tests.Kernel.Webhooks;

/// <summary>No request of ours reaches what only this machine or its network can reach.</summary>
public class KeepingRequestsOut
{
    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.255.255.254"), InlineData("0.0.0.0"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255")]
    [InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("100.100.100.200"), InlineData("192.0.0.8"), InlineData("198.18.0.1"), InlineData("224.0.0.1")]
    [InlineData("255.255.255.255"), InlineData("::"), InlineData("::1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1"), InlineData("::7f00:1")]
    [InlineData("fe80::1"), InlineData("fc00::1"), InlineData("fd00:ec2::254"), InlineData("ff02::1"), InlineData("64:ff9b::7f00:1"), InlineData("64:ff9b::169.254.169.254")]
    [InlineData("2002:7f00:1::"), InlineData("2001:0:7f00:1::"), InlineData("2001:db8::1")]
    public void Addresses_that_are_not_for_everybody_are_closed(string address) => Guard().Allows(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1"), InlineData("8.8.8.8"), InlineData("172.32.0.1"), InlineData("100.128.0.1"), InlineData("2606:4700:4700::1111"), InlineData("::ffff:8.8.8.8")]
    public void Addresses_that_everybody_can_reach_are_open(string address) => Guard().Allows(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void An_operator_opens_a_network_and_nothing_else()
    {
        var guard = Guard("10.0.0.0/8");
        guard.Allows(IPAddress.Parse("10.9.9.9")).ShouldBeTrue();
        guard.Allows(IPAddress.Parse("::ffff:10.9.9.9")).ShouldBeTrue();
        guard.Allows(IPAddress.Parse("192.168.1.1")).ShouldBeFalse();
    }

    [Fact]
    public void In_the_clear_only_what_an_operator_opened_is_reached()
    {
        var guard = Guard("10.0.0.0/8");
        guard.Allows(IPAddress.Parse("10.9.9.9"), clear: true).ShouldBeTrue();
        guard.Allows(IPAddress.Parse("::ffff:10.9.9.9"), clear: true).ShouldBeTrue();
        guard.Allows(IPAddress.Parse("1.1.1.1"), clear: true).ShouldBeFalse();
        guard.Allows(IPAddress.Parse("2606:4700:4700::1111"), clear: true).ShouldBeFalse();
        guard.MayAllow(new("http://chat.example.com/")).ShouldBeTrue("its name may lead into that network");
        Guard().MayAllow(new("http://chat.example.com/")).ShouldBeFalse("nothing is open");
        Guard().MayAllow(new("https://chat.example.com/")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_public_host_is_not_connected_to_in_the_clear()
    {
        using var client = new HttpClient(Guard("10.0.0.0/8").Handler());
        var refused = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://1.1.1.1/secret"), TestContext.Current.CancellationToken));
        refused.GetBaseException().ShouldBeOfType<ForbiddenTarget>().Message.ShouldStartWith("1.1.1.1 is reached by https only.");
    }

    /// <summary>However the address is written, what is looked at is where the connection would go.</summary>
    [Theory]
    [InlineData("localhost"), InlineData("127.0.0.1"), InlineData("127.1"), InlineData("2130706433"), InlineData("0x7f000001"), InlineData("0177.0.0.1")]
    [InlineData("[::1]"), InlineData("[::ffff:127.0.0.1]"), InlineData("[0:0:0:0:0:ffff:7f00:1]"), InlineData("0.0.0.0")]
    public async Task No_way_of_writing_it_leads_to_loopback(string host)
    {
        using var peer = new HttpPeer();
        using var client = new HttpClient(Guard().Handler());
        var address = new Uri($"http://{host}:{new Uri(peer.Url).Port}/");
        var refused = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(address, TestContext.Current.CancellationToken));
        refused.GetBaseException().ShouldBeOfType<ForbiddenTarget>();
        peer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_leads_nowhere()
    {
        using var inner = new HttpPeer();
        using var outer = new TcpAnswer($"HTTP/1.1 302 Found\r\nLocation: {inner.Url}\r\nContent-Length: 0\r\n\r\n");
        using var client = new HttpClient(Guard("127.0.0.1").Handler());
        using var answer = await client.GetAsync(outer.Url, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(302);
        inner.Requests.ShouldBeEmpty();
    }

    private static OutboundGuard Guard(params string[] allowed) => new(
        [.. allowed.Select(a => a.Contains('/') ? IPNetwork.Parse(a) : new IPNetwork(IPAddress.Parse(a), 32))], NullLogger<OutboundGuard>.Instance);
}
