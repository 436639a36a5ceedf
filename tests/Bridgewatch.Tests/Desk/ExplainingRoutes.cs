using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;

namespace Bridgewatch.Tests.Desk;

/// <summary>The verb that says where a ticket would go, and why.</summary>
public class ExplainingRoutes
{
    private const string Rules = """
        codes:
          - name: payment terminal
            pattern: 'TERM(?<terminal>\d{3})-(?<code>[A-Z]\d{4})'
          - {name: gateway, pattern: 'gateway answered (?<number>\d{3})', code: 'GW-${number}'}
        rules:
          - name: TLS
            when: code:ERR_SSL_*
            set: {component: platform/edge, queue: platform, tier: L2, skill: tls, runbook: https://wiki.example/tls}
          - name: payments
            when: code:PAY-4102,GW-503 -label:test
            set: {component: payments/settlement, queue: payments, priority: P2, labels: [Payments], followers: [bo]}
          - name: all payments
            when: code:PAY-*
            set: {queue: payments-first, tier: L1}
          - name: codes of payments
            when: code:PAY-*
            set: {tier: L3}
          - name: terminals
            when: field.terminal:0*
            set: {labels: [terminal, payments]}
            stop: true
          - name: never reached by terminals
            when: ""
            set: {queue: rest, skill: any}
        """;

    [Fact]
    public async Task Each_field_is_set_by_the_first_rule_and_a_rule_that_comes_too_late_is_named()
    {
        var ticket = await Route(Rules, """
            {"subject": "Card payment fails", "body": "We get PAY-4102 at TERM017-E4711; the gateway answered 503.", "requester": {"email": "kim@acme.example", "name": "Kim"},
             "component": "shop", "fields": {"terminal": "018", "rush": true}}
            """);
        (ticket.Text("component"), ticket.Text("queue"), ticket.Text("tier"), ticket.Text("priority")).ShouldBe(("payments/settlement", "payments", "L1", "P2"));
        ticket.GetProperty("skill").ValueKind.ShouldBe(JsonValueKind.Null);
        Texts(ticket, "errorCodes").ShouldBe(["E4711", "GW-503", "PAY-4102"]);
        Texts(ticket, "labels").ShouldBe(["payments", "terminal"]);
        Texts(ticket, "followers").ShouldBe(["bo"]);
        ticket.GetProperty("fields").ToString().ShouldBe("""{"terminal":"018","rush":"true","number":"503"}""");
        ticket.GetProperty("matched").EnumerateArray().Select(m => (m.Text("rule"), m.Text("because"))).ShouldBe(
        [
            ("payments", "code GW-503 fits PAY-4102,GW-503 and not label:test"), ("all payments", "code PAY-4102 fits PAY-*"), ("terminals", "field.terminal 018 fits 0*"),
        ]);
        ticket.GetProperty("shadowed").EnumerateArray().Select(m => (m.Text("rule"), m.Text("by"))).ShouldBe([("codes of payments", "all payments")]);
    }

    [Fact]
    public async Task Codes_are_read_from_attached_texts_and_alerts_and_what_is_unknown_of_a_ticket_is_said()
    {
        var folder = TestRun.Folder("route-texts");
        var (rules, ticket) = (Path.Combine(folder, "rules.yaml"), Path.Combine(folder, "ticket.json"));
        await File.WriteAllTextAsync(rules, Rules);
        await File.WriteAllTextAsync(ticket, """
            {"subject": "Logs", "body": "", "type": "alert", "attachments": [{"name": "log.txt", "text": "ERR_SSL_HANDSHAKE"}, {"name": "x.png"}],
             "alerts": [{"labels": {"alertname": "x"}, "annotations": {"summary": "gateway answered 502"}}], "number": "T-7", "error_codes": []}
            """);
        var routed = await Verb.Run("route", "--rules", rules, ticket);
        routed.Exit.ShouldBe(0);
        routed.Errors.ShouldContain("Not looked at: number, error_codes.");
        var json = JsonDocument.Parse(routed.Output).RootElement;
        Texts(json, "errorCodes").ShouldBe(["GW-502", "ERR_SSL_HANDSHAKE"]);
        (json.Text("queue"), json.Text("runbook")).ShouldBe(("platform", "https://wiki.example/tls"));
        json.GetProperty("shadowed")[0].Text("by").ShouldBe("TLS");
    }

    [Fact]
    public async Task Without_rules_only_the_codes_are_said_and_the_usual_reading_can_be_left_out()
    {
        var ticket = await Route("rules: []", """{"subject": "HTTP 503 and PAY-4102", "component": "payments"}""");
        (ticket.Text("component"), ticket.GetProperty("queue").ValueKind).ShouldBe(("payments", JsonValueKind.Null));
        Texts(ticket, "errorCodes").ShouldBe(["HTTP 503", "PAY-4102"]);
        Texts(await Route("standardCodes: false", """{"subject": "HTTP 503", "errorCodes": ["pay-1"]}"""), "errorCodes").ShouldBe(["PAY-1"]);
    }

    [Fact]
    public async Task What_is_wrong_with_rules_is_said_all_at_once_with_rule_line_and_character()
    {
        var wrong = await Run("""
            codes:
              - {name: broken, pattern: 'PAY-(\d+'}
              - {name: slow, pattern: '(?<=x)PAY'}
              - {name: made, pattern: 'PAY', code: '${number}'}
            rules:
              - name: typo
                when: type:fault cdoe:X
                set: {queue: a, tier: L9, quue: b}
              - name: early
                when: status:open
                set: {runbook: nope, labels: ["a b"]}
              - name: early
                stop: maybe
              - when: code:X
            rule: []
            """, "{}");
        wrong.Exit.ShouldBe(2);
        wrong.Output.ShouldBeEmpty();
        foreach (var part in (string[])[
            "line 2: rule \"broken\", pattern, at 8: ", "line 3: rule \"slow\", pattern, at 0: ", "line 4: rule \"made\", code, at 0: The pattern has no group number.",
            "line 7: rule \"typo\", when, at 11: There is no field cdoe. Did you mean code?", "line 8: rule \"typo\", set.tier: Give one of L1, L2, L3.", "line 8: rule \"typo\", set: There is no quue.",
            "line 10: rule \"early\", when, at 0: A ticket that is being routed has no status yet.", "line 11: rule \"early\", set.runbook: ", "line 11: rule \"early\", set.labels: 'a b' can be no label.",
            "rule \"early\", name: There are 2 of that name.", "line 13: rule \"early\", stop: Give true or false.", "line 14: Give a rule a name.", "line 15: a file of rules: There is no rule."])
            wrong.Errors.ShouldContain(part);
    }

    [Theory]
    [InlineData("rules: [")]
    [InlineData("- name: a")]
    [InlineData("")]
    [InlineData("rules: {name: a}")]
    [InlineData("rules: [a]")]
    public async Task What_is_no_file_of_rules_is_refused(string yaml)
    {
        var refused = await Run(yaml, "{}");
        (refused.Exit, refused.Output).ShouldBe((2, ""));
        refused.Errors.ShouldMatch("line [12]: ");
    }

    [Theory]
    [InlineData("[]", "A ticket is an object")]
    [InlineData("{\"subject\": 5}", "subject: Give a text.")]
    [InlineData("{\"type\": \"bug\"}", "type: Give one of question, fault, request, alert.")]
    [InlineData("{\"labels\": \"vip\"}", "labels: Give a list.")]
    [InlineData("{\"subject\"", "This is no JSON: line 1, byte 10.")]
    public async Task What_is_no_ticket_is_refused(string ticket, string why)
    {
        var refused = await Run(Rules, ticket);
        (refused.Exit, refused.Output).ShouldBe((2, ""));
        refused.Errors.ShouldContain(why);
    }

    [Fact]
    public async Task Several_tickets_become_a_line_each_also_where_one_cannot_be_read()
    {
        var folder = TestRun.Folder("route-several");
        var (rules, good, missing) = (Path.Combine(folder, "rules.yaml"), Path.Combine(folder, "good.json"), Path.Combine(folder, "missing.json"));
        await File.WriteAllTextAsync(rules, Rules);
        await File.WriteAllTextAsync(good, """{"subject": "PAY-4102"}""");
        var several = await Verb.Run("route", "--rules", rules, good, missing, good);
        several.Exit.ShouldBe(2);
        var lines = several.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Count.ShouldBe(3);
        (lines[0].Text("queue"), lines[1].Text("file"), lines[2].Text("queue")).ShouldBe(("payments", missing, "payments"));
        lines[1].Text("error").ShouldNotBeNullOrEmpty();
        (await Verb.Run("route", "--rules", missing, good)).Exit.ShouldBe(2);
        (await Verb.Run("route", good)).Exit.ShouldBe(2);
        Directory.EnumerateFileSystemEntries(folder).Count().ShouldBe(2, "it makes no data folder");
    }

    private static async Task<JsonElement> Route(string rules, string ticket)
    {
        var result = await Run(rules, ticket);
        (result.Exit, result.Errors).ShouldBe((0, ""));
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private static async Task<CliResult> Run(string rules, string ticket)
    {
        var folder = TestRun.Folder("route");
        var (rulesFile, ticketFile) = (Path.Combine(folder, "rules.yaml"), Path.Combine(folder, "ticket.json"));
        await File.WriteAllTextAsync(rulesFile, rules);
        await File.WriteAllTextAsync(ticketFile, ticket);
        return await Verb.Run("route", "--rules", rulesFile, ticketFile);
    }

    private static IEnumerable<string> Texts(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(t => t.GetString()!);
}
