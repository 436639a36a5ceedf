using System.Net;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Bridgewatch.Host;

/// <summary>Health, metrics and traces. Traces go out by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
internal static class Observability
{
    private const int MostLabels = 200;

    public static void AddObservability(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("bridgewatch"))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter()
                // Room for two thousand is kept from the start unless less is asked for; routes and commands are as many.
                .AddView(measure => measure.Meter.Name == Telemetry.Name || measure.Name == "http.server.request.duration" ? null : new() { CardinalityLimit = MostLabels }));
        // Spans that nobody reads are not made.
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return;
        telemetry.WithTracing(traces => traces.AddSource(Telemetry.Name).AddAspNetCoreInstrumentation()).UseOtlpExporter();
    }

    public static void MapObservability(this WebApplication app)
    {
        app.MapGet("/healthz/live", () => "ok").ExcludeFromDescription();
        app.MapGet("/healthz/ready", Ready).ExcludeFromDescription();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(http => http.Request.Path == "/metrics" && IsLocal(http));
    }

    /// <summary>Ready when the database answers. The schema was brought up before the doors opened.</summary>
    private static async Task<IResult> Ready(BridgewatchDb db, CancellationToken ct)
    {
        try
        {
            await db.Set<Lease>().AsNoTracking().Select(l => l.Name).FirstOrDefaultAsync(ct);
            return TypedResults.Text("ok");
        }
        catch (Exception exception) when (StorageEngine.IsAway(exception))
        {
            throw new Unavailable("The database does not answer.", exception);
        }
    }

    /// <summary>Metrics are for a scraper on the same machine; what came through a proxy is somebody else's.</summary>
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("X-Forwarded-For");
}
