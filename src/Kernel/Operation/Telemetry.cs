using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Bridgewatch.Kernel;

/// <summary>What the program measures of itself. Names follow OpenTelemetry's conventions; seconds are the unit of time.</summary>
public static class Telemetry
{
    public const string Name = "Bridgewatch";

    public static readonly ActivitySource Activities = new(Name);

    public static readonly Meter Meter = new(Name);

    /// <summary>Bounds that suit an operation of milliseconds; the default ones start at five seconds.</summary>
    private static readonly double[] Bounds = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    public static readonly Histogram<double> CommandDuration = Meter.CreateHistogram(
        "bridgewatch.command.duration", "s", "Time from a command's arrival to its answer",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });

    public static readonly Counter<long> DeliveriesSent = Meter.CreateCounter<long>(
        "bridgewatch.deliveries", "{delivery}", "Deliveries by kind and outcome");

    public static readonly Counter<long> ReactorFailures = Meter.CreateCounter<long>(
        "bridgewatch.reactor.failures", "{entry}", "Entries that a reactor could not digest");
}
