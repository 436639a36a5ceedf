using Bridgewatch.Desk.Live;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Desk;

/// <summary>Two who have a ticket open see each other, whatever node they are at.</summary>
public class MeetingOnATicket
{
    [Fact]
    public async Task Colleagues_at_two_nodes_see_each_other_come_write_and_go()
    {
        await using var first = await RunningApp.On(Engine.Postgres);
        await using var second = await Server.Build(new(TestRun.Folder("second"), first.Store.Connection, "http://127.0.0.1:0")
        {
            Replace = services => services.AddSingleton(first.Services.GetRequiredService<NodaTime.IClock>()),
        });
        await second.StartAsync(TestContext.Current.CancellationToken);
        var (here, there) = (first.Services.GetRequiredService<TicketPresence>(), second.Services.GetRequiredService<TicketPresence>());
        var (ticket, other) = (TicketId.New(), TicketId.New());

        using var ada = here.Enter(ticket, "ada", "Ada");
        using var mia = here.Enter(other, "mia", "Mia");
        // The listening may begin a moment after the start; whoever comes later asks who is there.
        TicketPresence.Guest? bo = null;
        await Eventually.Holds(() =>
        {
            if (bo?.Others.Count == 1 && ada.Others.Count == 1) return true;
            bo?.Dispose();
            bo = there.Enter(ticket, "bo", "Bo");
            return false;
        }, "they see each other");
        bo!.Others.ShouldBe([new("Ada", null)]);
        ada.Others.ShouldBe([new("Bo", null)]);
        mia.Others.ShouldBeEmpty();

        bo.Write(TicketPresence.Writing.Reply);
        await Eventually.Holds(() => ada.Others is [{ Writes: TicketPresence.Writing.Reply }], "the other is seen to write");
        bo.Stay(connected: false);
        await Eventually.Holds(() => ada.Others.Count == 0, "who lost the connection is away");
        bo.Stay(connected: true);
        await Eventually.Holds(() => ada.Others.Count == 1, "and is back with it");
        bo.Dispose();
        await Eventually.Holds(() => ada.Others.Count == 0, "who closed the ticket is gone");
        await second.StopAsync(TestContext.Current.CancellationToken);
        // Both begin in the same moment, and either may seal first.
        first.Complaints.Allow("another node was first");
    }
}
