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
        if (arrival.IsAlert) return TellOfAlert(arrival, recurrences);
        var (at, customer, problem, _) = arrival;
        var organization = customer.Organization;
        var (contact, name) = customer.Contacts[random.Next(customer.Contacts.Count)];
        var team = DemoCompany.Components.First(c => c.Slug == problem.Component).Team;
        var kind = new DemoCase(problem.Type, ChannelOf(), places.Components[problem.Component], problem.Code, Stated(problem.Severity), WorkaroundOf(problem),
            AffectedBy(arrival), recurrences, LabelsOf(problem));
        var who = new DemoRequester(contact, customer.Id, organization.Tier, organization.Revenue, organization.Currency, organization.Region, "en");
        var urgency = Urgency.Of(kind, who);
        var body = $"Hello,\n\n{Fill(problem.Body)}\n\nKind regards\n{name}, {organization.Name}";
        return new(Fill(problem.Subject), body, at, kind, who, places.Routes[team], [.. new Plot(this, arrival, team, name, urgency).Steps()]);
    }

    /// <summary>What a monitor saw: nobody asks, and nobody is answered.</summary>
    private DemoTicket TellOfAlert(DemoArrival arrival, int? recurrences)
    {
        var problem = arrival.Problem;
        var component = DemoCompany.Components.First(c => c.Slug == problem.Component);
        var service = problem.Component.Split('/')[0];
        var kind = new DemoCase(TicketType.Alert, Channel.Alert, places.Components[problem.Component], problem.Code, problem.Severity, null, null, recurrences, [])
        {
            Subscribers = places.Customers.Count(c => c.Organization.Services.Contains(service)),
            Monitor = places.Monitor,
        };
        var body = $"{component.Name}: the rate of {problem.Code} is above its threshold.\n\n| Label | Value |\n| --- | --- |\n| service | {problem.Component} |\n| code | {problem.Code} |";
        return new($"{component.Name} fails with {problem.Code}", body, arrival.At, kind, null, places.Routes[component.Team],
            [.. new Plot(this, arrival, component.Team, "", Urgency.Of(kind, null)).Watched()]);
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
    private sealed class Plot(DemoStories all, DemoArrival arrival, string team, string name, Urgency urgency)
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
            if (isOpen) return Worked(StaysOpen(worked));
            Solve();
            if (all.Chance(0.05)) ComeBack();
            _steps.Add(new DemoStep.Close(_steps[^1].At + Window));
            return Worked(Past(_steps));
        }

        /// <summary>An alert is looked at, and mostly over within hours.</summary>
        public IEnumerable<DemoStep> Watched()
        {
            _agent = Any(all.Chance(0.6) ? SupportTier.L2 : SupportTier.L3);
            _steps.Add(new DemoStep.Pull(After(0.2), _agent.Id, all.Chance(0.8) ? 1 : 2));
            _steps.Add(new DemoStep.Note(After(0.3), _agent.Id, "Seen. It began with the last deployment; the graph shows it from the same minute on.", []));
            if (all.Chance(0.6)) _steps.Add(new DemoStep.Diagnose(After(0.6), _agent.Id, all.ComponentOf(_problem.Component), _problem.Cause));
            _steps.Add(new DemoStep.Resolve(After(1.5), _agent.Id, ResolutionCode.Fixed, TurnedOut(), _problem.Fix));
            _steps.Add(new DemoStep.Close(_steps[^1].At + Window));
            return Worked(Past(_steps));
        }

        private Instant Now => all.Now;

        /// <summary>What lies in the future has not happened yet.</summary>
        private IEnumerable<DemoStep> Past(IEnumerable<DemoStep> steps) => steps.TakeWhile(s => s.At <= Now);

        /// <summary>Recording effort began half a year ago.</summary>
        private IEnumerable<DemoStep> Worked(IEnumerable<DemoStep> steps)
        {
            foreach (var step in steps)
            {
                var by = step switch
                {
                    DemoStep.Reply reply => reply.By,
                    DemoStep.Resolve resolve => resolve.By,
                    DemoStep.Diagnose diagnose => diagnose.By,
                    _ => (PersonId?)null,
                };
                if (by is { } person && Now - step.At < Duration.FromDays(182) && all.Chance(0.8)) yield return new DemoStep.Visit(step.At, person, 2 + all.Roll(18));
                yield return step;
            }
        }

        /// <summary>What has waited for longer than its patience waits for somebody else, but for a few that we owe.</summary>
        private List<DemoStep> StaysOpen(int worked)
        {
            var age = Now - arrival.At;
            var isFresh = age < urgency.Patience;
            var told = Past(_steps.Take(isFresh ? all.Roll(worked + 1) : 2 + all.Roll(worked - 1))).ToList();
            var isResting = told is [.., DemoStep.Reply { Then: not null } or DemoStep.Move { To: not TicketStatus.Open }];
            if (told.Count > 0 && !isResting && all.Chance(isFresh ? 0.15 : 0.92)) told.Add(Rests(Instant.Min(told[^1].At + all.About(2), Now)));
            return told;
        }

        private DemoStep Rests(Instant at) => all.Roll(10) switch
        {
            < 5 => new DemoStep.Reply(at, _agent.Id, $"Hello {name},\n\nwe changed something on our side. Could you look whether it still happens?", TicketStatus.WaitingOnCustomer),
            < 8 => new DemoStep.Move(at, _agent.Id, TicketStatus.WaitingOnEngineering),
            _ => new DemoStep.Move(at, _agent.Id, TicketStatus.OnHold),
        };

        private void Take()
        {
            _agent = Any(all.Chance(0.8) ? SupportTier.L1 : SupportTier.L2);
            var wait = urgency.Priority switch { Priority.P1 => 0.15, Priority.P2 => 0.6, Priority.P3 => 3, _ => 9 };
            if (all.Chance(0.07)) _steps.Add(new DemoStep.Give(After(wait), all.Lead, _agent.Id));
            else _steps.Add(new DemoStep.Pull(After(wait), _agent.Id, all.Chance(0.72) ? 1 : 2 + all.Roll(6)));
            if (all.Chance(0.02)) _steps.Add(new DemoStep.Prioritise(After(0.05), _agent.Id, urgency.Priority == Priority.P1 ? Priority.P2 : urgency.Priority - 1, "The customer told by telephone what depends on it."));
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
            if (_problem.Type != TicketType.Fault || !all.Chance(urgency.Priority <= Priority.P2 ? 0.45 : 0.25)) return;
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
            var hours = urgency.Priority switch { Priority.P1 => 1.5, Priority.P2 => 5, Priority.P3 => 16, _ => 30 };
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

    /// <summary>How soon it should be worked on.</summary>
    private sealed record Urgency(Priority Priority, Duration Patience)
    {
        public static Urgency Of(DemoCase kind, DemoRequester? who)
        {
            var score = ImpactScore.Of(WriteDemoTickets.Inputs(kind, who), ImpactSettings.Default).Score;
            var priority = ImpactSettings.Default.Cuts.PriorityFrom(score);
            return new(priority, PatienceSettings.Default.PatienceFor(priority, score));
        }
    }

    private Instant Now => now;

    private PersonId Lead => places.Lead;

    private int Roll(int below) => random.Next(Math.Max(1, below));

    private IReadOnlyList<DemoAgent> Agents(string team) => places.Agents[team];

    private DemoRoute Route(string team) => places.Routes[team];

    private ComponentId ComponentOf(string slug) => places.Components[slug];
}
