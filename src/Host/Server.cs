using Bridgewatch.Access.Http;
using Bridgewatch.Access.Scim;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Storage.Postgres;
using Bridgewatch.Storage.Sqlite;
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
            // Asks for nothing, so it is made while the services are put together.
            _ = Task.Run(() => options.Database is null ? SqliteStorage.Model : PostgresStorage.Model, ct);
            (app, var configuration, var modules) = Compose(options, dataLock);
            // The first service that is made is the last that goes.
            app.Services.GetRequiredService<DataLock>();
            var open = app;
            // A start is mostly the runtime's work, which two processors share: each half takes about as long as the other.
            await Task.WhenAll(Task.Run(() => OpenDoors(open, configuration, modules), ct), Prepare(open, options, ct));
            app.Lifetime.ApplicationStarted.Register(app.WarnWithoutTls);
            app.Lifetime.ApplicationStarted.Register(() => ListeningAddress.Leave(app, options));
            return app;
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            dataLock.Dispose();
            throw;
        }
    }

    private static (WebApplication App, Configuration Configuration, Modules Modules) Compose(ServerOptions options, DataLock dataLock)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            // Static files are found beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseStaticWebAssets();
        options = options with { Urls = options.Urls ?? builder.Configuration["BRIDGEWATCH:URLS"] ?? builder.Configuration["urls"] ?? ServerOptions.DefaultUrl };
        var configuration = Configuration.Read(builder.Configuration, options);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        Quieten(builder.Logging);
        builder.Services.AddSingleton(configuration.SignIn);
        var modules = builder.Services.AddBridgewatch(options);
        builder.Services.AddWeb(configuration, options, modules);
        builder.Services.AddObservability(builder.Configuration);
        builder.Services.AddApiDescription();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ScimErrors>();
        builder.Services.AddExceptionHandler<PageProblems>();
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.Configure<JsonOptions>(json => KernelJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddSingleton(_ => dataLock);
        options.Replace?.Invoke(builder.Services);
        return (builder.Build(), configuration, modules);
    }

    /// <summary>Frameworks speak when something is wrong. Keys lie in a folder of ours, or in the database, by design.</summary>
    internal static ILoggingBuilder Quieten(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
        // Why a start failed is said in words by whoever started it.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        // A failed statement is an exception, which is logged where it is not expected; a clash of keys is.
        .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)
        // What a provider did not do is said in words of ours.
        .AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None)
        // A form without its token is refused with 400, which is all there is to say.
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

    private static void OpenDoors(WebApplication app, Configuration configuration, Modules modules)
    {
        // The schema's thread asks for it soon.
        app.Services.GetRequiredService<JournalTypes>();
        app.UseWeb(configuration);
        var api = app.MapGroup("/api/v1").AddEndpointFilter(ApiDoor.Open);
        foreach (var module in modules.All)
        {
            module.MapApi(api);
            module.MapDoors(app);
        }
        app.MapObservability();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapApiReference();
        app.MapPages();
        // What they read and write is looked at once, when they are first listed: otherwise by the host, when it starts.
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources) _ = source.Endpoints;
    }

    /// <summary>Schema, positions of reactors and recurring work are in place before anybody is let in.</summary>
    private static async Task Prepare(WebApplication app, ServerOptions options, CancellationToken ct)
    {
        var services = app.Services;
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Schema>().BringUp(ct);
        }
        // The folder's lock is ours, so a lease that is left belongs to a process that was killed.
        if (options.Database is null) await services.GetRequiredService<Leases>().Forget(ct);
        await services.GetRequiredService<ReactorRunner>().Prepare(ct);
        await services.GetRequiredService<Sweeper>().Prepare(ct);
        await PrepareModules(services, ct);
        ExpectSealKey(services);
        await FirstAdministrator.Make(services, app.Configuration, ct);
    }

    /// <summary>What modules need from the start: built-in roles, a first queue.</summary>
    internal static async Task PrepareModules(IServiceProvider services, CancellationToken ct)
    {
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

    /// <summary>Without its key the journal would grow unsealed, and nobody would notice.</summary>
    private static void ExpectSealKey(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<SealKeys>().Id;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationError($"The key of the seal cannot be used: {exception.Message} Bring it back from a backup, or give another file with {Configuration.Prefix}SEALKEY.");
        }
    }
}

/// <summary>The configuration is wrong; the message says what to change.</summary>
public sealed class ConfigurationError(string message) : Exception(message);
