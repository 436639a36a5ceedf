using Bridgewatch.Desk.Demo;
using Bridgewatch.Desk.Tickets;
using NodaTime;

namespace Bridgewatch.Host.Demo;

/// <summary>Two years of tickets up to now: more on Mondays than on Sundays, in the customers' own working hours, growing with the company,
/// and in bursts where something broke for many. The same seed gives the same years.</summary>
internal sealed class DemoYears(DemoPlaces places, Instant now, int tickets, int seed = 20_241_124)
{
    private const int Days = 730;

    /// <summary>The share of tickets that come in bursts, and how many tickets a burst has at most.</summary>
    private const double InOutages = 0.05;

    /// <summary>The share that a monitor reports before anybody asks.</summary>
    private const double ByMonitor = 0.06;

    private const int LargestOutage = 80;

    /// <summary>Monday to Sunday.</summary>
    private static readonly double[] WeekDays = [1.3, 1.15, 1.1, 1.05, 0.95, 0.22, 0.16];

    /// <summary>Midnight to midnight, in the customer's zone.</summary>
    private static readonly double[] Hours = [1, 1, 1, 1, 1, 2, 4, 10, 22, 30, 30, 26, 18, 22, 26, 25, 20, 12, 7, 5, 4, 3, 2, 1];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Queue<Instant>> _earlier = [];

    /// <summary>Oldest first.</summary>
    public IEnumerable<DemoTicket> Tickets()
    {
        var arrivals = Arrivals().OrderBy(a => a.At).ToList();
        var stories = new DemoStories(places, now, _random);
        return arrivals.Select(a => stories.Tell(a, Recurrences(a)));
    }

    private IEnumerable<DemoArrival> Arrivals()
    {
        var left = tickets;
        while (left > tickets * (1 - InOutages))
        {
            foreach (var arrival in Outage(Math.Min(left, 4 + _random.Next(Math.Clamp(tickets / 60, 1, LargestOutage)))))
            {
                left--;
                yield return arrival;
            }
        }
        for (; left > 0; left--)
        {
            var customer = places.Customers[Weighted(places.Customers, c => Math.Sqrt((double)c.Organization.Revenue))];
            var problem = ProblemOf(customer);
            yield return new(Moment(customer.Organization.Region), customer, problem, null)
            {
                IsAlert = problem is { Type: TicketType.Fault, Code: not null } && _random.NextDouble() < ByMonitor * 2,
            };
        }
    }

    /// <summary>Something broke: many customers of its service write within some hours, first few, then many, then few.</summary>
    private IEnumerable<DemoArrival> Outage(int size)
    {
        var problem = DemoProblem.Outages[_random.Next(DemoProblem.Outages.Count)];
        var hit = places.Customers.Where(c => Uses(c, problem)).ToList();
        var begin = Moment("eu-central");
        for (var i = 0; i < size; i++)
        {
            var after = Duration.FromMinutes((int)(240 * (_random.NextDouble() + _random.NextDouble()) / 2));
            yield return new(Instant.Min(begin + after, now - Duration.FromMinutes(1 + _random.Next(90))), hit[_random.Next(hit.Count)], problem, size);
        }
    }

    private DemoProblem ProblemOf(DemoCustomer customer)
    {
        var possible = DemoProblem.All.Where(p => Uses(customer, p)).ToList();
        return possible[Weighted(possible, p => p.Severity == Severity.Outage ? 0.25 * p.Weight : p.Weight)];
    }

    private static bool Uses(DemoCustomer customer, DemoProblem problem) =>
        customer.Organization.Services.Contains(problem.Component.Split('/')[0]);

    /// <summary>An instant before now, by the rhythm of day and week in the region, and by the growth of the company: twice as much at the end.</summary>
    private Instant Moment(string region)
    {
        var zone = DateTimeZoneProviders.Tzdb[region switch { "jp" => "Asia/Tokyo", "us-central" => "America/Chicago", _ => "Europe/Berlin" }];
        var today = now.InZone(zone).Date;
        while (true)
        {
            var day = _random.Next(Days);
            var date = today.PlusDays(1 - Days + day);
            if (_random.NextDouble() * 1.3 * 2 > WeekDays[(int)date.DayOfWeek - 1] * (1 + (double)day / Days)) continue;
            var time = new LocalTime(Weighted(Hours, h => h), _random.Next(60), _random.Next(60));
            var at = (date + time).InZoneLeniently(zone).ToInstant();
            if (at < now) return at;
        }
    }

    private int? Recurrences(DemoArrival arrival)
    {
        if (arrival.Problem.Code is not { } code) return null;
        if (!_earlier.TryGetValue(code, out var earlier)) _earlier.Add(code, earlier = new());
        while (earlier.TryPeek(out var oldest) && oldest < arrival.At - Desk.Demo.WriteDemoTickets.RecurrenceWindow) earlier.Dequeue();
        var count = earlier.Count;
        earlier.Enqueue(arrival.At);
        return count;
    }

    private int Weighted<T>(IReadOnlyList<T> items, Func<T, double> weight)
    {
        var at = _random.NextDouble() * items.Sum(weight);
        for (var i = 0; i < items.Count - 1; i++)
        {
            if ((at -= weight(items[i])) < 0) return i;
        }
        return items.Count - 1;
    }
}

/// <summary>A customer is about to write.</summary>
/// <param name="Outage">How many write of the same; null for a problem of their own.</param>
internal sealed record DemoArrival(Instant At, DemoCustomer Customer, DemoProblem Problem, int? Outage)
{
    /// <summary>A monitor reports it, and no customer.</summary>
    public bool IsAlert { get; init; }
}
