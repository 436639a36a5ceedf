using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Host;

/// <summary>Makes the first administrator from the environment, for a start without anybody at the browser.</summary>
internal static class FirstAdministrator
{
    /// <exception cref="ConfigurationError">One of the two variables is missing, or one of them is no good.</exception>
    public static async Task Make(IServiceProvider services, IConfiguration configuration, CancellationToken ct)
    {
        var (email, password) = (configuration[Configuration.AdminEmail], configuration[Configuration.AdminPassword]);
        if (string.IsNullOrEmpty(email) && string.IsNullOrEmpty(password)) return;
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = Caller.System;
        if (await scope.ServiceProvider.GetRequiredService<Reads>().From((FirstSetUpQueries q, CancellationToken c) => q.IsDone(c), ct)) return;
        if (string.IsNullOrEmpty(email) || string.IsNullOrEmpty(password))
            throw new ConfigurationError($"Give both {Configuration.AdminEmail} and {Configuration.AdminPassword}, or neither and set up in the browser.");
        try
        {
            await scope.ServiceProvider.GetRequiredService<Commands>().Send(new SetUpAdministrator(email, email.Split('@')[0], password), ct);
        }
        catch (Invalid invalid)
        {
            throw new ConfigurationError(string.Join('\n', invalid.Errors.Select(e =>
                $"{(e.Key == "password" ? Configuration.AdminPassword : Configuration.AdminEmail)}: {string.Join(' ', e.Value)}")));
        }
        catch (Exception exception) when (exception is DbUpdateException or Refusal { Name: "already-set-up" })
        {
            // Another node was first.
        }
    }
}
