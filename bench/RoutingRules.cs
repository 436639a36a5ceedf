using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Routing;

namespace Bridgewatch.Bench;

/// <summary>What it takes to route a ticket by 10,000 rules of error codes, beside the same rules one after the other with .NET's own expressions.</summary>
internal static class RoutingRules
{
    private const int Rules = 10_000, Tickets = 400, Rounds = 9, Words = 150;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private static readonly string[] Products = ["PAY", "AUTH", "ERR_SSL", "ERR_DB", "SHIP", "ERR_QUEUE", "MAIL", "ERR_NET", "CRM", "ERR_IO"];

    public static void Measure(Report report)
    {
        var random = new Random(20261130);
        var texts = Enumerable.Range(0, Tickets).Select(_ => Text(random)).ToList();
        report.Say("routing", string.Create(CultureInfo.InvariantCulture, $"{Rules:N0} rules, {Tickets} tickets of {texts.Average(t => t.Length):N0} characters, of which two thirds speak of a code; reading the codes is part of the time. Half of {Rounds} rounds; load average {Report.Load()}."));
        report.Table(
            ["rules", "reference", "reading them once, ms", "a ticket, µs", "reference, µs", "ratio", "floor / goal"],
            [Row("conditions on codes, one in five with a star", Conditions(), texts), Row("patterns of codes, and a condition for each", Patterns(), texts)]);
    }

    private static IReadOnlyList<string> Row(string name, (RouteRules Rules, IReadOnlyList<string> Expressions) given, List<string> texts)
    {
        var start = Stopwatch.GetTimestamp();
        List<RouteFault> faults = [];
        var router = Router.Read(given.Rules, faults) ?? throw new InvalidOperationException(string.Join('\n', faults));
        var reading = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Regex[] expressions = [.. given.Expressions.Select(e => new Regex(e, RegexOptions.CultureInvariant))];
        // Until the runtime has compiled both as well as it does.
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm) < WarmUp;)
        {
            foreach (var text in texts) router.Route(new() { Subject = "It fails", Body = text });
            _ = expressions.Count(e => e.IsMatch(texts[0]));
        }
        var (ours, reference) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            start = Stopwatch.GetTimestamp();
            var routed = texts.Count(t => router.Route(new() { Subject = "It fails", Body = t }).Matched.Count > 0);
            ours.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / texts.Count);
            // All of them, since the answer names every rule that applies. A tenth of the tickets is enough.
            var some = texts.Where((_, i) => i % 10 == round).ToList();
            start = Stopwatch.GetTimestamp();
            var found = some.Sum(t => expressions.Count(e => e.IsMatch(t)));
            reference.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / some.Count);
            if (routed < texts.Count / 2 || found < some.Count / 3) throw new InvalidOperationException("Too few tickets were routed for this to mean anything.");
        }
        var (half, slow) = (Median(ours), Median(reference));
        return [name, ".NET Regex, one after the other", Number(reading), Number(half), Number(slow), Number(slow / half), "30 / 100, ≤ 50 µs"];
    }

    private static (RouteRules Rules, IReadOnlyList<string> Expressions) Conditions()
    {
        var codes = Enumerable.Range(0, Rules).Select(i => i % 5 == 0 ? $"{Code(i)[..^1]}*" : Code(i)).ToList();
        return (new([], [.. codes.Select((code, i) => new RouteRule($"rule {i}", $"code:{code}", new(Queue: $"queue-{i % 40}", Component: $"component-{i % 300}")))]),
            [.. codes.Select(code => code.EndsWith('*') ? $@"\b{code[..^1]}\w*" : $@"\b{code}\b")]);
    }

    private static (RouteRules Rules, IReadOnlyList<string> Expressions) Patterns()
    {
        var expressions = Enumerable.Range(0, Rules).Select(i => $@"\b{Code(i)}(?:\.\d+)?\b").ToList();
        return (new([.. expressions.Select((e, i) => new CodeRule($"code {i}", e))], [.. Enumerable.Range(0, Rules).Select(i => new RouteRule($"rule {i}", $"code:{Code(i)}", new(Queue: $"queue-{i % 40}")))]),
            expressions);
    }

    private static string Code(int i) => $"{Products[i % Products.Length]}{(i % Products.Length is 2 or 3 or 5 or 7 or 9 ? '_' : '-')}{1_000 + (i / Products.Length * 7)}";

    private static string Text(Random random)
    {
        string[] words = ["the", "payment", "was", "declined", "after", "customer", "tried", "again", "since", "yesterday", "server", "answered", "slowly", "please", "help", "restart", "did", "not", "solve", "it"];
        var text = Enumerable.Range(0, Words).Select(_ => words[random.Next(words.Length)]).ToList();
        if (random.Next(3) > 0) text[random.Next(Words)] = Code(random.Next(Rules));
        return string.Join(' ', text);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static string Number(double value) => value.ToString(value < 100 ? "N1" : "N0", CultureInfo.InvariantCulture);
}
