using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Bridgewatch.Signals.Alertmanager;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Tests.Harness;
using CsCheck;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Bridgewatch.Tests.Signals;

public class ReadingAlertmanager
{
    /// <summary>As Alertmanager 0.25 sends it.</summary>
    private const string Body = """
        {
          "receiver": "hook", "status": "firing",
          "alerts": [
            {
              "status": "firing",
              "labels": {"severity": "page", "alertname": "PayoutsStuck", "service": "payments", "job": "settlement-worker",
                "component": "payments/settlement", "env": "prod", "version": "4.18.0"},
              "annotations": {"summary": "214 payouts are held", "description": "None was sent for 10 minutes.",
                "runbook_url": "https://wiki.example/payouts", "dashboard": "https://grafana.example/d/1"},
              "startsAt": "2026-11-23T10:00:00.1234567+01:00", "endsAt": "0001-01-01T00:00:00Z",
              "generatorURL": "http://prometheus.example:9090/graph?g0.expr=x", "fingerprint": "a1b2c3d4e5f60718"
            },
            {
              "status": "resolved",
              "labels": {"severity": "none", "alertname": "HighTemp", "job": "node"}, "annotations": {},
              "startsAt": "2026-11-23T08:00:00Z", "endsAt": "2026-11-23T08:30:00Z", "generatorURL": "", "fingerprint": "0718a1b2c3d4e5f6"
            }
          ],
          "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {},
          "externalURL": "http://alertmanager.example:9093", "version": "4", "groupKey": "{}:{alertname=\"x\"}", "truncatedAlerts": 0
        }
        """;

    private static readonly JsonSerializerOptions s_wire = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    [Fact]
    public void A_body_becomes_its_group_and_its_alerts()
    {
        var body = Read(Body);

        body.Error.ShouldBeNull();
        body.Warnings.ShouldBeEmpty();
        body.Group.ShouldBe(new("{}:{alertname=\"x\"}", "hook", AlertStatus.Firing, 0, "http://alertmanager.example:9093"));
        body.Alerts.Count.ShouldBe(2);
        JsonSerializer.Serialize(body.Alerts[0], s_wire).ShouldBe(JsonNode.Parse("""
            {"kind":"alert","source":"alertmanager","deliveryId":null,"fingerprint":"a1b2c3d4e5f60718","groupKey":"{}:{alertname=\"x\"}",
            "status":"firing","severity":"critical","title":"214 payouts are held","description":"None was sent for 10 minutes.",
            "service":"payments","component":"payments/settlement","environment":"prod","version":"4.18.0",
            "labels":{"alertname":"PayoutsStuck","component":"payments/settlement","env":"prod","job":"settlement-worker",
            "service":"payments","severity":"page","version":"4.18.0"},"startsAt":"2026-11-23T09:00:00.123456Z","endsAt":null,
            "links":[{"kind":"runbook","url":"https://wiki.example/payouts"},{"kind":"graph","url":"https://grafana.example/d/1"},
            {"kind":"source","url":"http://prometheus.example:9090/graph?g0.expr=x"}],"signature":"absent","warnings":[]}
            """)!.ToJsonString());
        var second = body.Alerts[1];
        (second.Status, second.Severity, second.Title, second.Service).ShouldBe((AlertStatus.Resolved, AlertSeverity.Info, "HighTemp", "node"));
        second.EndsAt.ShouldBe(Instant.FromUtc(2026, 11, 23, 8, 30));
        second.Links.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"status":"resolved"}""", AlertStatus.Resolved, false)]
    [InlineData("""{"status":"firing"}""", AlertStatus.Firing, false)]
    [InlineData("""{}""", AlertStatus.Firing, true)]
    [InlineData("""{"status":"odd"}""", AlertStatus.Firing, true)]
    [InlineData("""{"status":7}""", AlertStatus.Firing, true)]
    public void An_alerts_own_status_decides_and_only_without_it_the_groups(string alert, AlertStatus status, bool assumed)
    {
        var read = One(alert, group: "\"status\":\"firing\"");
        read.Status.ShouldBe(status);
        read.Warnings.Any(w => w.Fault == AlertFault.StatusAssumed).ShouldBe(assumed);
        One("{}", group: "\"status\":\"resolved\"").Status.ShouldBe(AlertStatus.Resolved);
    }

    [Fact]
    public void The_groups_status_may_come_after_the_alerts() =>
        Read("""{"alerts":[{}],"status":"resolved"}""").Alerts[0].Status.ShouldBe(AlertStatus.Resolved);

    [Theory]
    [InlineData("critical", AlertSeverity.Critical)]
    [InlineData("page", AlertSeverity.Critical)]
    [InlineData("SEV-1", AlertSeverity.Critical)]
    [InlineData("P1", AlertSeverity.Critical)]
    [InlineData("error", AlertSeverity.Error)]
    [InlineData("High", AlertSeverity.Error)]
    [InlineData("major", AlertSeverity.Error)]
    [InlineData("warning", AlertSeverity.Warning)]
    [InlineData("moderate", AlertSeverity.Warning)]
    [InlineData("info", AlertSeverity.Info)]
    [InlineData("none", AlertSeverity.Info)]
    [InlineData("low", AlertSeverity.Info)]
    public void The_words_of_monitors_have_a_severity(string word, AlertSeverity severity)
    {
        var alert = One($$$"""{"labels":{"severity":"{{{word}}}"}}""");
        alert.Severity.ShouldBe(severity);
        alert.Warnings.ShouldNotContain(w => w.Fault == AlertFault.SeverityAssumed);
    }

    [Fact]
    public void An_unknown_or_missing_severity_is_taken_for_warning_and_said()
    {
        One("""{"labels":{"severity":"purple"}}""").Warnings.ShouldContain(new AlertWarning(AlertFault.SeverityAssumed, "labels.severity", "purple"));
        var none = One("{}");
        none.Severity.ShouldBe(AlertSeverity.Warning);
        none.Warnings.ShouldContain(new AlertWarning(AlertFault.SeverityAssumed, "labels.severity"));
    }

    [Fact]
    public void Without_a_fingerprint_the_labels_make_one_whatever_their_order()
    {
        var first = One("""{"labels":{"a":"1","b":"2"},"annotations":{"summary":"x"}}""");
        first.Fingerprint.Length.ShouldBe(32);
        first.Warnings.ShouldContain(w => w.Fault == AlertFault.FingerprintMissing);
        One("""{"labels":{"b":"2","a":"1"},"annotations":{"summary":"y"}}""").Fingerprint.ShouldBe(first.Fingerprint);
        One("""{"labels":{"a":"12","b":""}}""").Fingerprint.ShouldNotBe(One("""{"labels":{"a":"1","b":"2"}}""").Fingerprint);
        One("""{"labels":{"a":"1","b":"2"},"fingerprint":7}""").Fingerprint.ShouldBe(first.Fingerprint);
        One("""{"annotations":{"summary":"x"}}""").Fingerprint.ShouldNotBe(One("""{"annotations":{"summary":"y"}}""").Fingerprint);
    }

    [Fact]
    public void What_has_the_wrong_type_is_named_and_the_rest_is_kept()
    {
        var body = Read("""
            {"alerts":[17,{"labels":{"alertname":"A","n":5,"t":true,"o":{},"z":null},"annotations":[],"startsAt":5,"endsAt":"soon",
            "generatorURL":"javascript:alert(1)","fingerprint":"f1","status":"resolved","unknown":{"x":[1]}},"text",
            {"labels":{"alertname":"B","severity":"info"},"fingerprint":"f2","status":"firing"}],"groupKey":5,"truncatedAlerts":"many","version":"5","x":[{}]}
            """);

        body.Alerts.Select(a => a.Title).ShouldBe(["A", "B"]);
        body.Warnings.Select(w => (w.Fault, w.Field)).ShouldBe(
        [
            (AlertFault.WrongType, "alerts[0]"), (AlertFault.WrongType, "alerts[2]"), (AlertFault.WrongType, "groupKey"),
            (AlertFault.WrongType, "truncatedAlerts"), (AlertFault.GroupKeyMissing, "groupKey"), (AlertFault.VersionUnknown, "version"),
        ]);
        var first = body.Alerts[0];
        first.Labels.ShouldBe(new Dictionary<string, string> { ["alertname"] = "A", ["n"] = "5", ["t"] = "true" });
        first.Warnings.Select(w => (w.Fault, w.Field)).ShouldBe(
        [
            (AlertFault.WrongType, "labels.o"), (AlertFault.WrongType, "annotations"), (AlertFault.WrongType, "startsAt"),
            (AlertFault.NotUnderstood, "endsAt"), (AlertFault.SeverityAssumed, "labels.severity"), (AlertFault.NotUnderstood, "generatorURL"),
        ], ignoreOrder: true);
        body.Alerts[1].Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_sender_left_out_is_said()
    {
        var body = Read("""{"alerts":[],"groupKey":"g","truncatedAlerts":9900}""");
        body.Group!.TruncatedAlerts.ShouldBe(9900);
        body.Warnings.ShouldBe([new(AlertFault.Truncated, "truncatedAlerts", "9900")]);
    }

    [Fact]
    public void An_alert_named_twice_is_kept_twice_and_said() =>
        Read("""{"alerts":[{"fingerprint":"f"},{"fingerprint":"f"}],"groupKey":"g"}""")
            .ShouldSatisfyAllConditions(
                b => b.Alerts.Count.ShouldBe(2),
                b => b.Warnings.ShouldBe([new(AlertFault.FingerprintRepeated, "alerts[1].fingerprint", "f")]));

    [Theory]
    [InlineData("""{"annotations":{"summary":"  two\n lines "},"labels":{"alertname":"A"}}""", "two lines")]
    [InlineData("""{"annotations":{"summary":"  "},"labels":{"alertname":"A"}}""", "A")]
    [InlineData("""{"annotations":{"description":"Only this"}}""", "Only this")]
    [InlineData("""{"labels":{"b":"2","a":"1"}}""", "a=1 b=2")]
    [InlineData("{}", "Alert")]
    public void Every_alert_has_a_title(string alert, string title) => One(alert).Title.ShouldBe(title);

    [Fact]
    public void Long_and_many_are_cut_and_said()
    {
        var labels = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"l{i:000}\":\"v\""));
        var alert = One($$$"""{"labels":{{{{labels}}}},"annotations":{"summary":"{{{new string('x', 9_000)}}}😀"},"fingerprint":"{{{new string('f', 5_000)}}}"}""");
        alert.Title.Length.ShouldBe(NormalAlert.LongestTitle);
        alert.Labels.Count.ShouldBe(100);
        alert.Fingerprint.Length.ShouldBe(32);
        alert.Warnings.Select(w => w.Fault).ShouldBe([AlertFault.TooMany, AlertFault.TooLong, AlertFault.StatusAssumed,
            AlertFault.FingerprintMissing, AlertFault.SeverityAssumed, AlertFault.TooLong], ignoreOrder: true);
    }

    [Fact]
    public void Text_that_no_database_takes_is_mended()
    {
        var alert = One("""{"labels":{"alertname":"a\u0000b","x\ud800":"\ud800y"},"fingerprint":"f"}""");
        alert.Title.ShouldBe("a\uFFFDb");
        alert.Labels.ShouldAllBe(l => !l.Key.Contains('\0') && !l.Value.Any(char.IsSurrogate));
    }

    [Theory]
    [InlineData("", AlertmanagerFault.NotJson)]
    [InlineData("nonsense", AlertmanagerFault.NotJson)]
    [InlineData("""{"alerts":[{"status":"firing"}""", AlertmanagerFault.NotJson)]
    [InlineData("""{"alerts":[]} trailing""", AlertmanagerFault.NotJson)]
    [InlineData("""{"alerts":[{"status":"firing"},{"oops}]}""", AlertmanagerFault.NotJson)]
    [InlineData("[]", AlertmanagerFault.NotAlertmanager)]
    [InlineData("""[{"alerts":[]}]""", AlertmanagerFault.NotAlertmanager)]
    [InlineData("\"text\"", AlertmanagerFault.NotAlertmanager)]
    [InlineData("{}", AlertmanagerFault.NotAlertmanager)]
    [InlineData("""{"alerts":{}}""", AlertmanagerFault.NotAlertmanager)]
    public void A_body_that_cannot_be_read_says_why_and_gives_no_alert(string text, AlertmanagerFault fault)
    {
        var body = Read(text);
        body.Error!.Fault.ShouldBe(fault);
        body.Group.ShouldBeNull();
        body.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void Broken_json_is_named_by_its_place() =>
        Read("{\n  \"alerts\": [\n    {\"status\": oops}\n  ]\n}").Error.ShouldBe(new(AlertmanagerFault.NotJson, 3, 16));

    [Fact]
    public void Deep_nesting_is_refused_without_using_up_the_stack() =>
        Read($$"""{"alerts":[{{new string('[', 100_000)}}""").Error!.Fault.ShouldBe(AlertmanagerFault.NotJson);

    [Theory]
    [InlineData("""{"alerts":[""", "]}")]
    [InlineData("""{"alerts":[{"labels":{"a":""", "}}]}")]
    [InlineData("""{"alerts":[],"unknown":""", "}")]
    [InlineData("", "")]
    public void What_is_json_and_too_deep_is_told_from_what_is_broken(string before, string after)
    {
        var body = before + new string('[', 100_000) + new string(']', 100_000) + after;
        Read(body).Error.ShouldBe(new(AlertmanagerFault.TooDeep, null, null));
        Read(body[..^1]).Error!.Fault.ShouldBe(AlertmanagerFault.NotJson);
    }

    [Fact]
    public async Task Ten_thousand_alerts_are_read_as_they_come()
    {
        var text = Encoding.UTF8.GetBytes($$"""
            {"receiver":"hook","status":"firing","alerts":[{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $$$"""
            {"status":"{{{(i % 2 == 0 ? "firing" : "resolved")}}}","labels":{"alertname":"Storm","instance":"host-{{{i}}}","severity":"critical","job":"node"},
            "annotations":{"summary":"Host {{{i}}} is down"},"startsAt":"2026-11-23T10:00:00Z","endsAt":"0001-01-01T00:00:00Z",
            "generatorURL":"http://prometheus.example/","fingerprint":"{{{i:x16}}}"}
            """))}}],"version":"4","groupKey":"g","truncatedAlerts":0}
            """);
        text.Length.ShouldBeGreaterThan(2_500_000);

        var clock = Stopwatch.StartNew();
        var body = await AlertmanagerBody.ReadAsync(new Trickle(text, 4_093));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1)); // takes a fraction of a second; a quadratic reader minutes

        body.Warnings.ShouldBeEmpty();
        body.Alerts.Count.ShouldBe(10_000);
        body.Alerts.Select(a => a.Fingerprint).ShouldBeUnique();
        body.Alerts.Count(a => a.Status == AlertStatus.Resolved).ShouldBe(5_000);
        Same(body, AlertmanagerBody.Read(new(text)));
    }

    [Fact]
    public void However_the_bytes_are_cut_the_result_is_the_same() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, s_bodies.Length - 1]).Sample((size, which) =>
        {
            var bytes = Encoding.UTF8.GetBytes(s_bodies[which]);
            Same(AlertmanagerBody.ReadAsync(new Trickle(bytes, size)).AsTask().GetAwaiter().GetResult(), AlertmanagerBody.Read(new(bytes)));
            Same(AlertmanagerBody.Read(Segmented(bytes, size)), AlertmanagerBody.Read(new(bytes)));
        }, iter: 500);

    private static readonly string[] s_bodies =
        [Body, Body[..700], "{\"alerts\":[null,{},[]]}", "[1,{\"a\":[2]}] ", " {\"alerts\" : [ ] , \"x\" : 1.5e3 } ", "{\"alerts\":[1,2", "true", ""];

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 80],
            Gen.Int[0, s_parts.Length - 1].Select(i => s_parts[i]).Array[0, 25]
                .Select(parts => Encoding.UTF8.GetBytes("{\"alerts\":[{" + string.Concat(parts))),
            Gen.Select(Gen.Int[0, Body.Length - 1], Gen.Byte).Select((at, b) =>
            {
                var bytes = Encoding.UTF8.GetBytes(Body);
                bytes[at] = b;
                return bytes;
            })).Sample(bytes =>
            {
                var body = AlertmanagerBody.Read(new(bytes));
                (body.Error is null).ShouldBe(body.Group is not null);
                body.Alerts.ShouldAllBe(a => a.Title.Length > 0 && a.Fingerprint.Length > 0 && a.Status != null);
                JsonSerializer.Serialize(body, s_wire).ShouldNotBeEmpty();
            }, iter: 2_000);

    private static readonly string[] s_parts =
    [
        "\"labels\":", "\"annotations\":", "\"status\":", "\"fingerprint\":", "\"startsAt\":", "{", "}", "[", "]", ",", "\"a\":", "\"x\"",
        "5", "null", "true", "\"\\ud800\"", "\"\\u0000\"", "\"2026-11-23T10:00:00Z\"", "\"firing\"", "}]}", "\"severity\":\"page\"",
    ];

    [Fact]
    public void Real_labels_of_prometheus_rules_have_a_severity_and_a_title()
    {
        using var samples = JsonDocument.Parse(File.ReadAllText(SharedData.Path("alerts/keep/keep_prometheus.json")));
        foreach (var sample in samples.RootElement.EnumerateObject().Select(p => p.Value.GetProperty("payload")))
        {
            var labels = sample.GetProperty("labels").GetRawText();
            var alert = One($$"""{"labels":{{labels}},"annotations":{"summary":{{sample.GetProperty("summary").GetRawText()}}},"status":"firing","fingerprint":"f"}""");
            alert.Title.ShouldBe(sample.GetProperty("summary").GetString());
            alert.Warnings.ShouldBeEmpty(labels);
        }
    }

    private static NormalAlert One(string alert, string group = "\"groupKey\":\"g\"") =>
        Read($$"""{{{group}},"alerts":[{{alert}}]}""").Alerts.ShouldHaveSingleItem();

    private static AlertmanagerBody Read(string text) => AlertmanagerBody.Read(new(Encoding.UTF8.GetBytes(text)));

    private static void Same(AlertmanagerBody one, AlertmanagerBody other) =>
        JsonSerializer.Serialize(one with { Error = one.Error is null ? null : one.Error with { Line = null, Column = null } }, s_wire)
            .ShouldBe(JsonSerializer.Serialize(other with { Error = other.Error is null ? null : other.Error with { Line = null, Column = null } }, s_wire));

    private static ReadOnlySequence<byte> Segmented(byte[] bytes, int size)
    {
        if (bytes.Length == 0) return default;
        Segment? first = null, last = null;
        for (var at = 0; at < bytes.Length; at += size)
        {
            last = new(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), last);
            first ??= last;
        }
        return new(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }

    /// <summary>A stream that gives at most so many bytes at a time, as a network does.</summary>
    private sealed class Trickle(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, size)], cancellationToken);
    }
}
