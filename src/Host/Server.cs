using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Host;

/// <summary>Builds the server: the same one for the program, the tests and the benchmarks.</summary>
public static class Server
{
    /// <summary>Returns a migrated server that has not been started.</summary>
    /// <exception cref="ConfigurationError">Something in the configuration is unknown or wrong.</exception>
    public static async Task<WebApplication> Build(ServerOptions options, CancellationToken ct = default)
    {
        var dataLock = DataLock.Take(options.Data);
        WebApplication? app = null;
        try
        {
            app = Compose(options, dataLock);
            // The first service that is made is the last that goes.
            app.Services.GetRequiredService<DataLock>();
            await Prepare(app.Services, options, ct);
            Map(app);
            return app;
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            dataLock.Dispose();
            throw;
        }
    }

    private static WebApplication Compose(ServerOptions options, DataLock dataLock)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            // Static files are found beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Urls ?? builder.Configuration["urls"] ?? ServerOptions.DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        Quieten(builder.Logging);
        builder.Services.AddBridgewatch(options);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.Configure<JsonOptions>(json => KernelJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddSingleton(_ => dataLock);
        options.Replace?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Frameworks speak when something is wrong. Keys lie in a folder of ours, or in the database, by design.</summary>
    internal static ILoggingBuilder Quieten(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
        // A failed statement is an exception, which is logged where it is not expected; a clash of keys is.
        .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None)
        .AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

    /// <summary>Schema, positions of reactors and recurring work are in place before a door opens.</summary>
    private static async Task Prepare(IServiceProvider services, ServerOptions options, CancellationToken ct)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Schema>().BringUp(ct);
        }
        // The folder's lock is ours, so a lease that is left belongs to a process that was killed.
        if (options.Database is null) await services.GetRequiredService<Leases>().Forget(ct);
        await services.GetRequiredService<ReactorRunner>().Prepare(ct);
        await services.GetRequiredService<Sweeper>().Prepare(ct);
        foreach (var module in services.GetRequiredService<Modules>().All) await Prepare(module, services, ct);
    }

    /// <summary>Two nodes that start together may both find nothing and both begin; the second then finds it done.</summary>
    private static async Task Prepare(Module module, IServiceProvider services, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Door>().Caller = Caller.System;
            try
            {
                await module.Prepare(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<Commands>(), ct);
                return;
            }
            catch (DbUpdateException) when (attempt < 3)
            {
                // Somebody else was first; look again.
            }
        }
    }

    private static void Map(WebApplication app)
    {
        var modules = app.Services.GetRequiredService<Modules>().All;
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        foreach (var module in modules) module.Use(app);
        var api = app.MapGroup("/api/v1").AddEndpointFilter(ApiDoor.Open);
        foreach (var module in modules)
        {
            module.MapApi(api);
            module.MapDoors(app);
        }
        app.MapGet("/healthz/live", () => "ok");
    }
}

/// <summary>The configuration is wrong; the message says what to change.</summary>
public sealed class ConfigurationError(string message) : Exception(message);
