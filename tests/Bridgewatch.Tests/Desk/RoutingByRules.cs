using System.Text.RegularExpressions;
using Bridgewatch.Desk.Routing;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel.Query;
using Bridgewatch.Tests.Harness;
using CsCheck;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>Thousands of rules are never asked one after the other, and nobody can tell the difference.</summary>
public class RoutingByRules
{
    [Fact, Long]
    public void The_index_gives_the_answer_of_asking_each_rule_in_its_order()
    {
        var (routed, several) = (0, 0);
        Gen.Select(RuleGen.Array[1, 40], ArrivalGen).Sample((given, arrival) =>
        {
            RouteRule[] rules = [.. given.Select((rule, i) => rule with { Name = $"rule {i}" })];
            var decision = Read(new([], rules, StandardCodes: false)).Route(arrival);
            Told(decision).ShouldBe(OneByOne(rules, arrival), string.Join('\n', rules.Select(r => r.When)));
            if (decision.Matched.Count > 0) Interlocked.Increment(ref routed);
            if (decision.Matched.Count + decision.Shadowed.Count > 1) Interlocked.Increment(ref several);
        }, iter: 300);
        routed.ShouldBeGreaterThan(100, "rules should apply often enough");
        several.ShouldBeGreaterThan(100);
    }

    [Fact, Long]
    public void Codes_are_those_that_each_pattern_finds_in_its_order()
    {
        var found = 0;
        Gen.Select(PatternGen.Array[1, 20], TextGen, TextGen).Sample((patterns, subject, body) =>
        {
            CodeRule[] codes = [.. patterns.Select((pattern, i) => new CodeRule($"code {i}", pattern))];
            var decision = Read(new(codes, [], StandardCodes: false)).Route(new() { Subject = subject, Body = body });
            var all = new[] { subject, body }.SelectMany(text => patterns.SelectMany(p => Regex.Matches(text, p, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)))
                .Select(m => ErrorCodes.Normalise(m.Value)).OfType<string>().Distinct().Take(ErrorCodes.Most).ToList();
            decision.ErrorCodes.ShouldBe(all, string.Join('\n', patterns));
            if (all.Count > 0) Interlocked.Increment(ref found);
        }, iter: 1_000);
        found.ShouldBeGreaterThan(200, "patterns should find something often enough");
    }

    [Theory]
    [InlineData(@"PAY-\d+", "PAY-")]
    [InlineData(@"\bERR_SSL_[A-Z]+\b", "ERR_SSL_")]
    [InlineData(@"(?:ERR|WARN)_\d+", "ERR|WARN")]
    [InlineData(@"(?<code>TERM\d{3})-end(?:ing)?", "TERM")]
    [InlineData(@"ab?cd", "cd")]
    [InlineData(@"x{2}yz", "yz")]
    [InlineData(@"gateway answered (?<number>\d{3})", "gateway answered ")]
    [InlineData(@"(?i)ora-[0-9]{5}", "ora-")]
    [InlineData(@"(PAY|)\d+", null)]
    [InlineData(@"PAY-\d+|\d{4}", null)]
    [InlineData(@"(?x) PAY - \d", null)]
    [InlineData(@"\x41BCD", null)]
    [InlineData(@"[[:PAY:]]", null)]
    [InlineData(@"(PAY)*", null)]
    public void What_a_pattern_needs_is_told_and_never_more_than_it_needs(string pattern, string? literals) =>
        (RequiredLiterals.Of(pattern) is { } needed ? string.Join('|', needed) : null).ShouldBe(literals);

    [Fact]
    public void A_rule_that_applies_says_why_without_repeating_what_people_wrote()
    {
        var arrival = new Arrival
        {
            Subject = "Card of Kim Novak declined",
            Requester = ["kim@acme.example", "Kim"],
            Codes = ["PAY-4102"],
            Labels = ["vip"],
            Affected = 120,
            Type = TicketType.Fault,
        };
        Because("code:PAY-*").ShouldBe("code PAY-4102 fits PAY-*");
        Because("code:pay-4102 type:fault").ShouldBe("code is PAY-4102 and type is fault");
        Because("subject:\"card of\"").ShouldBe("subject has \"card of\"");
        Because("requester:*@acme.example").ShouldBe("requester fits *@acme.example");
        Because("affected:>100 severity:none").ShouldBe("affected 120 fits >100 and no severity");
        Because("label:eu OR label:vip").ShouldBe("label is vip");
        Because("-label:eu").ShouldBe("not label:eu");
        Because("").ShouldBe("it applies to every ticket");

        string Because(string when) => Read(new([], [new("a", when, new(Queue: "x"))])).Route(arrival).Matched.ShouldHaveSingleItem().Because;
    }

    [Fact]
    public void A_pattern_that_takes_any_time_is_refused_and_a_slow_one_ends()
    {
        List<RouteFault> faults = [];
        Router.Read(new([new("a", @"(a+)\1"), new("b", "(?=a)a"), new("c", "x(", "${code}"), new("d", "(?<_x>a)", "$n"), new("e", new('a', 501))], []), faults).ShouldBeNull();
        faults.Select(f => (f.Rule, f.At)).ShouldBe([("a", 4), ("b", 0), ("c", 2), ("d", 3), ("d", 0), ("e", null)]);
        // Backtracking takes for ever here.
        Read(new([new("slow", "(a+)+b")], [])).Route(new() { Body = new('a', 100_000) }).ErrorCodes.ShouldBeEmpty();
    }

    private static Router Read(RouteRules rules)
    {
        List<RouteFault> faults = [];
        var router = Router.Read(rules, faults);
        faults.ShouldBeEmpty(string.Join('\n', faults));
        return router!;
    }

    /// <summary>The rules as the documentation tells them, each asked as the query language answers it.</summary>
    private static string OneByOne(IReadOnlyList<RouteRule> rules, Arrival arrival)
    {
        var asker = new QueryAsker(null, default, DateTimeZone.Utc);
        var (set, matched, shadowed) = (new Dictionary<string, (string Value, string By)>(), new List<string>(), new List<string>());
        foreach (var rule in rules)
        {
            var bound = ArrivalNoun.Instance.Read(rule.When).Bind("q", asker, (_, _, _) => throw new InvalidOperationException("Nothing is looked up."), default).GetAwaiter().GetResult();
            if (!bound.InMemory()(arrival)) continue;
            var wanted = Wanted(rule.Set).ToList();
            var taken = wanted.Where(w => set.ContainsKey(w.Key)).Select(w => set[w.Key].By).Distinct().ToList();
            if (wanted.Count > 0 && wanted.All(w => set.ContainsKey(w.Key))) shadowed.Add($"{rule.Name} by {string.Join(", ", taken)}");
            else matched.Add(rule.Name);
            foreach (var (key, value) in wanted) set.TryAdd(key, (value, rule.Name));
            if (rule.Stop) break;
        }
        if (arrival.Component.Count > 0) set.TryAdd("component", (arrival.Component[0], ""));
        return $"{string.Join(" ", set.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value.Value}"))} matched {string.Join(" ", matched)} shadowed {string.Join(" ", shadowed)}";
    }

    private static string Told(RouteDecision decision)
    {
        var set = Wanted(new(decision.Component, decision.Queue, decision.Tier, decision.Skill, decision.Priority) { Labels = decision.Labels });
        return $"{string.Join(" ", set.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"))} matched {string.Join(" ", decision.Matched.Select(m => m.Rule))} shadowed {string.Join(" ", decision.Shadowed.Select(s => $"{s.Rule} by {s.By}"))}";
    }

    private static IEnumerable<(string Key, string Value)> Wanted(RouteTargets set)
    {
        if (set.Component is { } component) yield return ("component", component);
        if (set.Queue is { } queue) yield return ("queue", queue);
        if (set.Tier is { } tier) yield return ("tier", $"{tier}");
        if (set.Skill is { } skill) yield return ("skill", skill);
        if (set.Priority is { } priority) yield return ("priority", $"{priority}");
        foreach (var label in set.Labels) yield return ($"label {label}", "");
    }

    private static readonly string[] Codes = ["PAY-4102", "PAY-41", "PAY-4103", "ERR_SSL_HANDSHAKE", "ERR_SSL_CERT", "ERR_", "E1234", "ÄRGER-1", "K-100"];

    private static readonly Gen<string> Term = Gen.OneOf(
        Any("code:PAY-4102", "code:pay-4102,e1234", "code:PAY-*", "code:ERR_SSL_*,PAY-41", "code:*_CERT", "code:\"PAY-*\"", "code:none", "code:\" E1234 \"", "code:ärger-*", "code:k-100", "code:E*4", "code:*"),
        Any("label:vip", "label:VIP,eu", "label:none", "label:v*", "label:\"über\"", "label:ÜBER"),
        Any("component:payments/settlement", "component:payments/*", "component:Settlement", "component:none", "service:payments", "service:none", "service:p*"),
        Any("organization:Acme", "organization:acme*", "organization:\"müller, gmbh\"", "org:none", "requester:kim@acme.example", "requester:*@acme.example", "requester:none", "brand:main"),
        Any("subject:card", "subject:\"card declined\"", "subject:c*ned", "body:x", "body:\"ab\"", "subject:müller", "subject:MÜLLER,printer", "subject:k", "body:*", "subject:\"\""),
        Any("type:fault", "type:question,request", "severity:none", "severity:outage,minor", "channel:api", "region:eu", "language:de", "language:de*", "affected:>10", "affected:<=10,50", "affected:none", "field.host:db-*", "field.host:none", "field.Host:db-1", "field.host:\" a\""));

    private static readonly Gen<string> Part = Gen.Select(Gen.Int[0, 5], Term, Term, (kind, a, b) => kind switch { 0 => $"-{a}", 1 => $"({a} OR {b})", 2 => $"-({a} {b})", 3 => $"({a} OR -{b})", _ => a });

    private static readonly Gen<RouteTargets> Targets = Gen.Select(Gen.Int[0, 63], Any("a", "b"), (mask, value) => new RouteTargets(
        (mask & 1) == 0 ? null : value, (mask & 2) == 0 ? null : value, (mask & 4) == 0 ? null : Bridgewatch.Access.People.SupportTier.L2, (mask & 8) == 0 ? null : value, (mask & 16) == 0 ? null : Priority.P2)
    {
        Labels = (mask & 32) == 0 && (mask & 31) != 0 ? [] : [value, "both"],
    });

    private static readonly Gen<RouteRule> RuleGen = Gen.Select(Part.Array[0, 3], Targets, Gen.Int[0, 15], (parts, set, stop) => new RouteRule("", string.Join(' ', parts), set, stop == 0));

    private static readonly Gen<Arrival> ArrivalGen = Gen.Select(
        Gen.Int[0, Codes.Length - 1].Array[0, 3], Any("vip", "eu", "über", "other").Array[0, 2], Any("Card declined at Müller", "PRINTER (\u212A)", "", "canned"), Any("xab", "", "ÄB", "a long text without much in it"), Gen.Int[0, 255],
        (codes, labels, subject, body, mask) => new Arrival
        {
            Subject = subject,
            Body = body,
            Codes = [.. codes.Select(i => Codes[i]).Distinct()],
            Labels = [.. labels.Distinct()],
            Component = (mask & 1) == 0 ? [] : ["payments/settlement", "Settlement"],
            Services = (mask & 1) == 0 ? [] : ["payments/settlement", "payments"],
            Organization = (mask & 2) == 0 ? [] : [(mask & 4) == 0 ? "Acme" : "Müller, GmbH"],
            Requester = (mask & 2) == 0 ? [] : ["kim@acme.example", "Kim"],
            Brand = ["main"],
            Type = (TicketType)(mask & 3),
            Severity = (mask & 8) == 0 ? null : Severity.Outage,
            Affected = (mask & 16) == 0 ? null : mask,
            Region = (mask & 32) == 0 ? null : "EU",
            Language = (mask & 64) == 0 ? null : "de-CH",
            Fields = (mask & 128) == 0 ? new Dictionary<string, string>() : new() { ["host"] = "db-1" },
        });

    /// <summary>Pieces of patterns put together: some need a word, some do not.</summary>
    private static readonly Gen<string> PatternGen = Gen.Select(
        Any("PAY-", "pay", "(?i)pay-", "(?:ERR|WARN)_", "E?R", "(?i:k)", "[A-Z]+", @"\bERR", "(ERR_)?", "a{2,3}", "(?:PAY|)", @"\.", "GATEWAY ", "(?i)i", "é", "(?i)ss", "{", "a{,2}"),
        Any(@"\d+", "[0-9]{4}", "SSL(?:_[A-Z]+)?", ".", "(?<n>[0-9])", "", "b+", "(?:x|y)z", "-?1"), Any("", "$", @"\b", "|E1", "*", "?"),
        (a, b, c) => c is "*" or "?" ? $"(?:{a}{b}){c}x?1" : a + b + c);

    private static readonly Gen<string> TextGen =
        Any("PAY-4102", "pay-1", "ERR_SSL_CERT", "WARN_1234", "ER1", "\u212A", "K1", "aab", "aaabb", "E1", "gateway 503", "GATEWAY 5", "xz", ".1", "é1", "İ1", "ı1", "ss1", "ſs1", " ", "{1", "a{,2}1", "x1").Array[0, 6].Select(words => string.Join(' ', words));

    private static Gen<string> Any(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);
}
