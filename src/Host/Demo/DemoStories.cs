using System.Globalization;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Demo;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Host.Demo;

/// <summary>Tells what becomes of a ticket: who takes it, what is said, where it waits, how it ends. Most are solved within days; of the
/// youngest many are not, so that about three in a hundred are open at the end.</summary>
internal sealed class DemoStories(DemoPlaces places, Instant now, Random random)
{
    /// <summary>A ticket of now stays open with the first chance, one of so many days ago with a third of it, and so on.</summary>
    private const double OpenChance = 0.5, OpenDays = 34;

    private static readonly Duration Window = WriteDemoTickets.ReopenWindow;

    public DemoTicket Tell(DemoArrival arrival, int? recurrences)
    {
        var (at, customer, problem, _) = arrival;
        var organization = customer.Organization;
        var (contact, name) = customer.Contacts[random.Next(customer.Contacts.Count)];
        var team = DemoCompany.Components.First(c => c.Slug == problem.Component).Team;
        var kind = new DemoCase(problem.Type, ChannelOf(), places.Components[problem.Component], problem.Code, Stated(problem.Severity), WorkaroundOf(problem),
            AffectedBy(arrival), recurrences, LabelsOf(problem));
        var who = new DemoRequester(contact, customer.Id, organization.Tier, organization.Revenue, organization.Region, "en");
        var priority = ImpactSettings.Default.Cuts.PriorityFrom(ImpactScore.Of(WriteDemoTickets.Inputs(kind, who), ImpactSettings.Default).Score);
        var body = $"Hello,\n\n{Fill(problem.Body)}\n\nKind regards\n{name}, {organization.Name}";
        return new(Fill(problem.Subject), body, at, kind, who, places.Routes[team], [.. new Plot(this, arrival, team, name, priority).Steps()]);
    }

    private Channel ChannelOf() => random.Next(100) switch { < 62 => Channel.Email, < 84 => Channel.Form, < 93 => Channel.Phone, < 98 => Channel.Chat, _ => Channel.Api };

    private Severity? Stated(Severity? severity) => severity is null || random.Next(100) < 35 ? null : severity;

    private bool? WorkaroundOf(DemoProblem problem) => problem.Type != TicketType.Fault || random.Next(100) < 45 ? null : random.Next(100) < 55;

    private int? AffectedBy(DemoArrival arrival) => arrival switch
    {
        { Outage: { } size } => size + random.Next(40),
        { Problem.Type: TicketType.Fault } when random.Next(100) < 40 => 1 + (int)Math.Exp(random.NextDouble() * 4),
        _ => null,
    };

    private IReadOnlyList<string> LabelsOf(DemoProblem problem) => random.Next(100) switch
    {
        < 6 => ["documentation"],
        < 10 => ["contract"],
        < 15 when problem.Type == TicketType.Fault => ["regression"],
        _ => [],
    };

    private string Fill(string text) => text
        .Replace("{n}", (3 + random.Next(240)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{ref}", string.Create(CultureInfo.InvariantCulture, $"NL{random.Next(10_000_000, 99_999_999)}"), StringComparison.Ordinal);

    private bool Chance(double share) => random.NextDouble() < share;

    /// <summary>A span around the given hours, now and then far longer.</summary>
    private Duration About(double hours) => Duration.FromSeconds(Math.Max(20, (long)(hours * 3_600 * Math.Exp((random.NextDouble() + random.NextDouble() - 1) * 1.6))));

    /// <summary>What happens to one ticket, step after step.</summary>
    private sealed class Plot(DemoStories all, DemoArrival arrival, string team, string name, Priority priority)
    {
        private readonly List<DemoStep> _steps = [];
        private readonly DemoProblem _problem = arrival.Problem;
        private Instant _at = arrival.At;
        private string _team = team;
        private DemoAgent _agent = null!;

        public IEnumerable<DemoStep> Steps()
        {
            if (all.Chance(0.012)) return [new DemoStep.Discard(After(1), Any(SupportTier.L1).Id, all.Chance(0.6) ? ClosureReason.Spam : ClosureReason.Duplicate)];
            Take();
            Ask();
            Escalate();
            var worked = _steps.Count;
            var isOpen = all.Chance(OpenChance * Math.Exp(-(Now - arrival.At).TotalDays / OpenDays));
            if (isOpen) return Past(StaysOpen(worked));
            Solve();
            if (all.Chance(0.05)) ComeBack();
            _steps.Add(new DemoStep.Close(_steps[^1].At + Window));
            return Past(_steps);
        }

        private Instant Now => all.Now;

        /// <summary>What lies in the future has not happened yet.</summary>
        private IEnumerable<DemoStep> Past(IEnumerable<DemoStep> steps) => steps.TakeWhile(s => s.At <= Now);

        private List<DemoStep> StaysOpen(int worked)
        {
            var isFresh = Now - arrival.At < Duration.FromDays(2);
            var told = _steps.Take(isFresh ? all.Roll(worked + 1) : 2 + all.Roll(worked - 1)).ToList();
            if (told.Count >= 2 && all.Chance(0.08)) told.Add(new DemoStep.Move(told[^1].At + Duration.FromMinutes(3), _agent.Id, TicketStatus.OnHold));
            return told;
        }

        private void Take()
        {
            _agent = Any(all.Chance(0.8) ? SupportTier.L1 : SupportTier.L2);
            var wait = priority switch { Priority.P1 => 0.15, Priority.P2 => 0.6, Priority.P3 => 3, _ => 9 };
            if (all.Chance(0.07)) _steps.Add(new DemoStep.Give(After(wait), all.Lead, _agent.Id));
            else _steps.Add(new DemoStep.Pull(After(wait), _agent.Id, all.Chance(0.72) ? 1 : 2 + all.Roll(6)));
            if (all.Chance(0.02)) _steps.Add(new DemoStep.Prioritise(After(0.05), _agent.Id, priority == Priority.P1 ? Priority.P2 : priority - 1, "The customer told by telephone what depends on it."));
        }

        private void Ask()
        {
            if (!all.Chance(0.34))
            {
                _steps.Add(new DemoStep.Reply(After(0.2), _agent.Id, $"Hello {name},\n\nthank you, we are looking into it and will write as soon as we know more.", null));
                return;
            }
            _steps.Add(new DemoStep.Reply(After(0.3), _agent.Id,
                $"Hello {name},\n\nto see the same as you, we need one example: when did it happen, and with which order or file?", TicketStatus.WaitingOnCustomer));
            if (all.Chance(0.9)) _steps.Add(new DemoStep.Write(After(7), all.Fill("It happened today with {ref}. I attach nothing more, since you can see it under that number.")));
        }

        private void Escalate()
        {
            if (all.Chance(0.4)) _steps.Add(new DemoStep.Note(After(0.5), _agent.Id, all.Fill("Seen under {ref} as well. The log has it " + (_problem.Code is { } c ? $"as {c}." : "without a code.")), []));
            if (_problem.Type != TicketType.Fault || !all.Chance(priority <= Priority.P2 ? 0.45 : 0.25)) return;
            var from = _agent;
            var tier = from.Tier == SupportTier.L1 ? SupportTier.L2 : SupportTier.L3;
            if (all.Chance(0.12)) _team = Other();
            _agent = Any(tier);
            _steps.Add(new DemoStep.Note(After(0.2), from.Id, $"@{_agent.Handle} I cannot see the cause from here. Can you take it?", [_agent.Id]));
            _steps.Add(new DemoStep.Send(After(0.05), from.Id, all.Route(_team) with { Tier = tier }));
            _steps.Add(new DemoStep.Pull(After(1.5), _agent.Id, 1 + all.Roll(3)));
            if (!all.Chance(0.45)) return;
            _steps.Add(new DemoStep.Move(After(1), _agent.Id, TicketStatus.WaitingOnEngineering));
            _steps.Add(new DemoStep.Move(After(20), _agent.Id, TicketStatus.Open));
        }

        private void Solve()
        {
            if (_steps[^1] is DemoStep.Reply { Then: TicketStatus.WaitingOnCustomer })
            {
                _steps.Add(new DemoStep.Resolve(After(110), _agent.Id, ResolutionCode.NoResponse, Severity.Minor,
                    $"Hello {name},\n\nwe have not heard from you, so we take it that it works again. Just answer if it does not."));
                return;
            }
            if (_problem.Type == TicketType.Fault && all.Chance(0.45))
                _steps.Add(new DemoStep.Diagnose(After(2), _agent.Id, all.ComponentOf(_problem.Component), _problem.Cause));
            var hours = priority switch { Priority.P1 => 1.5, Priority.P2 => 5, Priority.P3 => 16, _ => 30 };
            _steps.Add(new DemoStep.Resolve(After(hours), _agent.Id, CodeOf(), TurnedOut(), $"Hello {name},\n\n{_problem.Fix}"));
        }

        private void ComeBack()
        {
            _steps.Add(new DemoStep.Write(After(30), "I am afraid it is back, just as it was before."));
            _steps.Add(new DemoStep.Reply(After(1), _agent.Id, $"Hello {name},\n\nsorry for that. We look at it again at once.", null));
            _steps.Add(new DemoStep.Resolve(After(12), _agent.Id, CodeOf(), TurnedOut(), $"Hello {name},\n\nthis time we have watched it for some hours. {_problem.Fix}"));
        }

        private ResolutionCode CodeOf() => _problem.Type switch
        {
            TicketType.Question => ResolutionCode.Answered,
            TicketType.Request => all.Chance(0.9) ? ResolutionCode.Fixed : ResolutionCode.ByDesign,
            _ => all.Roll(100) switch
            {
                < 70 => ResolutionCode.Fixed,
                < 84 => ResolutionCode.Workaround,
                < 90 => ResolutionCode.ThirdParty,
                < 95 => ResolutionCode.NotReproducible,
                _ => ResolutionCode.Duplicate,
            },
        };

        private Severity TurnedOut() => _problem.Severity is not { } stated ? Severity.Cosmetic
            : stated != Severity.Cosmetic && all.Chance(0.12) ? stated + 1 : stated;

        private Instant After(double hours) => _at += all.About(hours);

        private DemoAgent Any(SupportTier tier)
        {
            var agents = all.Agents(_team);
            var fitting = agents.Where(a => a.Tier == tier).ToList();
            return fitting.Count == 0 ? agents[all.Roll(agents.Count)] : fitting[all.Roll(fitting.Count)];
        }

        private string Other()
        {
            var others = DemoCompany.Teams.Where(t => t.Slug != _team).ToList();
            return others[all.Roll(others.Count)].Slug;
        }
    }

    private Instant Now => now;

    private PersonId Lead => places.Lead;

    private int Roll(int below) => random.Next(Math.Max(1, below));

    private IReadOnlyList<DemoAgent> Agents(string team) => places.Agents[team];

    private DemoRoute Route(string team) => places.Routes[team];

    private ComponentId ComponentOf(string slug) => places.Components[slug];
}
