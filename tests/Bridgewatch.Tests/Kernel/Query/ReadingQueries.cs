using Bridgewatch.Desk.Tickets;
using CsCheck;

namespace Bridgewatch.Tests.Kernel.Query;

/// <summary>The query language: what is understood, and what is said where it is not.</summary>
public class ReadingQueries
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("status:open tier:L2 code:ERR_SSL_*", "status:open tier:L2 code:ERR_SSL_*")]
    [InlineData("  status:open   AND  tier:L2 ", "status:open tier:L2")]
    [InlineData("status:open OR tier:L2 priority:P1", "status:open OR tier:L2 priority:P1")]
    [InlineData("(status:open OR tier:L2) priority:P1", "(status:open OR tier:L2) priority:P1")]
    [InlineData("-status:open NOT tier:L1", "-status:open -tier:L1")]
    [InlineData("NOT (tier:L1 status:new)", "-(tier:L1 status:new)")]
    [InlineData("priority:P1,P2", "priority:P1,P2")]
    [InlineData("created:>2026-01-01 updated:<7d impact:>=40 affected:=3", "created:>2026-01-01 updated:<7d impact:>=40 affected:3")]
    [InlineData("org:\"Acme, Inc.\" assignee:me,none", "organization:\"Acme, Inc.\" assignee:me,none")]
    [InlineData("subject:\"say \"\"hello\"\"\"", "subject:\"say \"\"hello\"\"\"")]
    [InlineData("created:2026-03-27T16:00:00Z", "created:2026-03-27T16:00:00Z")]
    [InlineData("STATUS:Waiting-On-Customer", "status:Waiting-On-Customer")]
    [InlineData("status:waiting-*", "status:waiting-*")]
    [InlineData("code:PAY-4102,\"E*\" subject:100%", "code:PAY-4102,\"E*\" subject:100%")]
    public void What_is_well_formed_is_understood(string text, string normal)
    {
        var reading = TicketNoun.Instance.Read(text);
        reading.Errors.ShouldBeEmpty(text);
        reading.Normal.ShouldBe(normal);
        TicketNoun.Instance.Read(normal).Normal.ShouldBe(normal, "what we write we read the same");
    }

    [Theory]
    [InlineData("statsu:open", 0, 6, "There is no field statsu.", "status")]
    [InlineData("status:opne", 7, 4, "status is one of", "open")]
    [InlineData("tier:L2 priority:P9", 17, 2, "priority is one of", "P1")]
    [InlineData("is:unsloved", 3, 8, "is is one of", "unsolved")]
    [InlineData("printer", 0, 7, "Words are found by the search page", null)]
    [InlineData("stat", 0, 4, "Words are found by the search page", "status:")]
    [InlineData("status:open or tier:L2", 12, 2, "Write OR in capitals.", "OR")]
    [InlineData("status:open OR", 14, 0, "Here a condition is missing.", null)]
    [InlineData("OR status:open", 0, 2, "OR needs a condition beside it.", null)]
    [InlineData("status:open OR OR tier:L1", 15, 2, "Here a condition is missing.", null)]
    [InlineData("(status:open", 12, 0, "A bracket is not closed.", null)]
    [InlineData("status:open)", 11, 1, "This bracket was never opened.", null)]
    [InlineData("()", 1, 1, "Here a condition is missing.", null)]
    [InlineData("subject:\"never", 8, 6, "This quotation mark is not closed.", null)]
    [InlineData("status: open", 7, 0, "Give a value right after the colon", null)]
    [InlineData("priority:P1, P2", 11, 1, "A comma stands between two values", null)]
    [InlineData("status:>open", 0, 12, "status is not compared by size", null)]
    [InlineData("priority:none", 9, 4, "priority is one of", null)]
    [InlineData("impact:much", 7, 4, "Give a whole number.", null)]
    [InlineData("impact:99999999999", 7, 11, "Give a whole number.", null)]
    [InlineData("created:yesteryear", 8, 10, "Give a day such as", null)]
    [InlineData("created:2026-02-30", 8, 10, "Give a day such as", null)]
    [InlineData("resolved:<none", 10, 4, "Nothing is neither more nor less", null)]
    [InlineData("number:X-1", 7, 3, "Give a number such as T-1042.", null)]
    [InlineData("subject:a*b*c*d*e*f", 8, 11, "Give at most 4 stars.", null)]
    [InlineData("subject:a\u0000b", 9, 1, "This character cannot be read.", null)]
    [InlineData("http://x", 0, 4, "There is no field http.", null)]
    public void What_is_wrong_is_pointed_at(string text, int at, int length, string what, string? nearest)
    {
        var reading = TicketNoun.Instance.Read(text);
        reading.Normal.ShouldBeNull();
        var error = reading.Errors[0];
        (error.At, error.Length, error.Nearest).ShouldBe((at, length, nearest), $"{text}: {error}");
        error.What.ShouldStartWith(what);
    }

    [Fact]
    public void Half_a_character_cannot_be_read() => TicketNoun.Instance.Read("subject:\ud800x").Errors.ShouldHaveSingleItem().At.ShouldBe(8);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        TicketNoun.Instance.Read("statsu:open tier:L9 impact:x").Errors.Select(e => e.At).ShouldBe([0, 17, 27]);

    [Fact]
    public void Hostile_queries_are_refused_quickly_and_overflow_no_stack()
    {
        string[] hostile =
        [
            new('(', 1_000), new('-', 1_000), new('"', 999), new(',', 1_000), new('*', 1_000), new(':', 1_000), string.Concat(Enumerable.Repeat("NOT ", 250)), string.Concat(Enumerable.Repeat("(-", 500)),
            new string('(', 500) + new string(')', 500), string.Concat(Enumerable.Repeat("NOT ", 240)) + "is:open", string.Concat(Enumerable.Repeat("a:b OR ", 140)), new('x', 100_000), new('(', 100_000),
            string.Join(',', Enumerable.Repeat("P1", 300)).Insert(0, "priority:"), string.Concat(Enumerable.Repeat("is:open ", 120)), string.Concat(Enumerable.Repeat("(is:open OR ", 80)),
        ];
        var thread = new Thread(() => Array.ForEach(hostile, text => TicketNoun.Instance.Read(text).Errors.ShouldNotBeEmpty(text[..20])), maxStackSize: 256 * 1024);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        thread.Start();
        thread.Join();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Whatever_is_typed_is_read_or_refused_where_it_stands()
    {
        string[] words = ["status", "is", "code", ":", ":", "open", "L2", " ", " ", "(", ")", "-", "OR", "AND", "NOT", "\"", ",", "*", ">", "<=", "7d", "2026-03-27", "none", "me", "ä", "😀", "%", "\\", "'", ";", "--"];
        var pieces = Gen.Int[0, words.Length - 1].Select(i => words[i]);
        Gen.Select(pieces.Array[0, 24], Gen.String, (known, any) => string.Concat(known) + (any.Length % 3 == 0 ? any : "")).Sample(text =>
        {
            var reading = TicketNoun.Instance.Read(text);
            foreach (var error in reading.Errors) (error.At >= 0 && error.Length >= 0 && error.At + error.Length <= text.Length).ShouldBeTrue($"{text}: {error}");
            if (reading.Normal is { } normal) TicketNoun.Instance.Read(normal).Normal.ShouldBe(normal, text);
        }, iter: 3_000);
    }

    [Theory]
    [InlineData("is:open", true)]
    [InlineData("status:new,open priority:P1", true)]
    [InlineData("(is:open OR status:on-hold) tier:L1", true)]
    [InlineData("is:open OR tier:L1", false)]
    [InlineData("-is:open", false)]
    [InlineData("status:open,closed", false)]
    [InlineData("tier:L1", false)]
    [InlineData("", false)]
    public void It_is_known_whether_only_unsolved_tickets_can_fit(string text, bool unsolved) =>
        TicketNoun.Instance.Read(text).Demands(TicketNoun.IsUnsolved).ShouldBe(unsolved);
}
