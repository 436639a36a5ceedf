using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using CsCheck;
using Mediator;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>Whatever is done to tickets, in whatever order, their events tell the same as their rows.</summary>
public class ChangingTicketsAtRandom
{
    private const int Runs = 12, Deeds = 40;

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Rows_and_events_tell_the_same(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new AddService("Payments", "payments"));
        await app.Send(new AddService("Logistics", "logistics"));
        await app.Send(new MakeQueue("Second", "second", null));
        PersonId[] people = [await app.Ada.Id, await app.Person("Bo", BuiltInRoles.SupportLead).Id];
        var (done, refused) = (0, 0);
        await Deed.Array[Deeds].SampleAsync(async deeds =>
        {
            var ticket = (await app.Send(new OpenTicket("Sync stalls", "ERR_SSL_HANDSHAKE again", Requester: new("kim@acme.example", "Kim")))).Number;
            foreach (var (kind, a, b) in deeds)
            {
                if (await Happens(app, people[b % 2], kind, a, b, ticket, people)) done++;
                else refused++;
                app.MoveClock(Duration.FromHours(a));
            }
            await app.TicketsAreTheirFolds();
        }, iter: Runs, threads: 1);
        // Due work and a person's deed may meet at one ticket; one of them looks again.
        app.Complaints.Allow("has changed meanwhile");
        done.ShouldBeGreaterThan(Runs * Deeds / 4);
        refused.ShouldBeGreaterThan(0);
    }

    private static readonly Gen<(int Kind, int A, int B)> Deed = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 40], Gen.Int[0, 40]);

    /// <summary>False when it was refused.</summary>
    private static async Task<bool> Happens(RunningApp app, PersonId by, int kind, int a, int b, TicketNumber ticket, PersonId[] people)
    {
        TicketStatus[] working = [TicketStatus.Open, TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold];
        string[] codes = ["PAY-4102", "CUS-1409", "E1234"];
        string[] components = ["payments", "logistics", ""];
        var task = kind switch
        {
            0 => Send(new ReplyToTicket(ticket, "We look.", a % 2 == 0 ? working[b % 4] : null)),
            1 => Send(new AddNote(ticket, "Seen before.")),
            2 => Send(new AssignTicket(ticket, Person: people[a % 2])),
            3 => Send(new AssignTicket(ticket, Queue: a % 2 == 0 ? "second" : "support", Tier: (SupportTier)(1 + b % 3))),
            4 => Send(new UnassignTicket(ticket)),
            5 => Send(new ChangeTicket(ticket, Status: working[a % 4])),
            6 => Send(new ChangeTicket(ticket, Severity: (Severity)(a % 4), Workaround: b % 2 == 0, Affected: a * b)),
            7 => Send(new ChangeTicket(ticket, Component: components[a % 3], Type: (TicketType)(b % 4), ErrorCodes: codes[..(b % 4)], Labels: codes[..(a % 4)])),
            8 => Send(new OverridePriority(ticket, a % 3 == 0 ? null : (Priority)(1 + b % 4), "As told.")),
            9 => Send(new DiagnoseTicket(ticket, components[a % 2], "A holiday too many.")),
            10 or 11 => Send(new ResolveTicket(ticket, (ResolutionCode)(a % 8), "Restarted.", (Severity)(b % 4))),
            12 => Send(new ReopenTicket(ticket)),
            14 => Send(new SnoozeTicket(ticket, app.Now + Duration.FromHours(1 + b))),
            15 => Send(new WakeTicket(ticket)),
            _ => Send(new CloseTicket(ticket, a % 5 == 0 ? ClosureReason.Duplicate : ClosureReason.Resolved)),
        };
        try
        {
            await task;
            return true;
        }
        catch (Exception exception) when (exception is Refusal or Invalid)
        {
            return false;
        }

        async Task Send<T>(ICommand<T> command) => await app.As(new(ActorKind.Person, by.Value), command);
    }
}
