using System.CommandLine;
using System.Text.Json;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Spectre.Console;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`setup`: the questions of the first start, asked in the terminal; what is given by options is not asked.</summary>
/// <remarks>The password comes from the terminal, from standard input, or from BRIDGEWATCH_ADMIN_PASSWORD: an option would show in
/// the list of processes.</remarks>
internal static class SetupCommand
{
    private static readonly Option<string?> Email = new("--email") { Description = "Address of the first administrator." };
    private static readonly Option<string?> Name = new("--name") { Description = "Name of the first administrator." };
    private static readonly Option<string?> CompanyName = new("--company") { Description = "Name of the company." };
    private static readonly Option<string?> SupportAddress = new("--support-address") { Description = "Where customers write to." };
    private static readonly Option<string?> Zone = new("--zone") { Description = "Time zone, such as Europe/Berlin." };
    private static readonly Option<string?> Hours = new("--hours") { Description = "Working hours, such as 09:00-17:00, Monday to Friday." };
    private static readonly Option<string[]> Services = new("--service") { Description = "A service that customers use; may be repeated.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Colleagues = new("--invite") { Description = "Address of a colleague to invite; may be repeated.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> MailServer = new("--mail-server") { Description = "SMTP server for outgoing mail, such as smtp.example.com:587." };

    /// <summary>What colleagues are until somebody says otherwise, as on the page.</summary>
    private const string SupportEngineer = "support-engineer-l1";

    /// <summary>Questions go to standard error: standard output carries only the links of invitations.</summary>
    private static readonly Lazy<IAnsiConsole> Terminal = new(() => AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) }));

    private static bool Asks => !Console.IsInputRedirected;

    public static Command Make()
    {
        var command = new Command("setup", "Asks the questions of the first start in the terminal.")
        {
            Email, Name, CompanyName, SupportAddress, Zone, Hours, Services, Colleagues, MailServer,
        };
        command.SetAction(SetUp);
        return command;
    }

    private static async Task<int> SetUp(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct, make: true);
        if (await offline.Ask((FirstSetUpQueries q, CancellationToken c) => q.IsDone(c), ct))
            parsed.Say("There is an administrator already; the other questions follow.");
        else
            await MakeAdministrator(offline, parsed, ct);
        await SetCompany(offline, parsed, ct);
        await MakeServices(offline, Many(parsed.GetValue(Services), "Services that customers use, with commas between"), ct);
        await Invite(parsed, offline, Many(parsed.GetValue(Colleagues), "Addresses of colleagues to invite, with commas between"), ct);
        await SetMail(offline, parsed, ct);
        return BridgewatchCommand.Fine;
    }

    private static async Task MakeAdministrator(Offline offline, ParseResult parsed, CancellationToken ct)
    {
        var email = parsed.GetValue(Email) ?? Ask("Your email address") ?? throw new Invalid("--email", "Give the address of the administrator.");
        var name = parsed.GetValue(Name) ?? Ask("Your name") ?? email.Split('@')[0];
        var password = System.Environment.GetEnvironmentVariable(Configuration.AdminPassword)
            ?? (Asks ? await Terminal.Value.PromptAsync(new TextPrompt<string>("A password, at least 12 characters:").Secret(), ct) : await Console.In.ReadLineAsync(ct))
            ?? throw new Invalid("password", $"Write the password to standard input, or set {Configuration.AdminPassword}.");
        await offline.Send(new SetUpAdministrator(email, name, password), ct);
    }

    private static async Task SetCompany(Offline offline, ParseResult parsed, CancellationToken ct)
    {
        var name = parsed.GetValue(CompanyName) ?? Ask("Name of the company");
        var address = parsed.GetValue(SupportAddress) ?? Ask("Address to which customers write");
        var zone = parsed.GetValue(Zone) ?? Ask("Time zone, such as Europe/Berlin");
        var hours = parsed.GetValue(Hours) ?? Ask("Working hours, such as 09:00-17:00");
        if (name is null && address is null && zone is null && hours is null) return;
        var now = await offline.Ask((Settings settings, CancellationToken c) => settings.Get<Company>(c).AsTask(), ct);
        if (hours is not null && hours.Split('-') is not [_, _]) throw new Invalid("--hours", "Write working hours as 09:00-17:00.");
        var company = now with
        {
            Name = name ?? now.Name,
            SupportAddress = address ?? now.SupportAddress,
            Zone = zone ?? now.Zone,
            Opens = hours?.Split('-')[0].Trim() ?? now.Opens,
            Closes = hours?.Split('-')[1].Trim() ?? now.Closes,
        };
        await offline.Send(new ChangeSetting("access.company", JsonSerializer.SerializeToElement(company, KernelJson.Options)), ct);
    }

    private static async Task MakeServices(Offline offline, IReadOnlyList<string> names, CancellationToken ct)
    {
        if (names.Count == 0) return;
        await using var scope = offline.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: System.Environment.UserName);
        if (scope.ServiceProvider.GetService<IFirstServices>() is { } services) await services.Make(names, ct);
    }

    private static async Task Invite(ParseResult parsed, Offline offline, IReadOnlyList<string> addresses, CancellationToken ct)
    {
        foreach (var address in addresses)
        {
            var invited = await offline.Send(new InvitePerson(address), ct);
            await UserCommands.Hold(offline, invited.Id, [SupportEngineer], ct);
            if (invited.Invitation.Url is { } url) parsed.PrintLine($"{invited.Email}\t{url}");
        }
    }

    private static async Task SetMail(Offline offline, ParseResult parsed, CancellationToken ct)
    {
        if ((parsed.GetValue(MailServer) ?? Ask("SMTP server for outgoing mail, such as smtp.example.com:587")) is not { } server) return;
        var (host, port) = server.Split(':') is [var h, var p] && int.TryParse(p, out var number) ? (h, number) : (server, 587);
        var company = await offline.Ask((Settings settings, CancellationToken c) => settings.Get<Company>(c).AsTask(), ct);
        var user = Ask("User at that server");
        var password = user is null ? null : await Terminal.Value.PromptAsync(new TextPrompt<string>("Password at that server:").Secret(), ct);
        var mail = new { host, port, user, password, fromAddress = company.SupportAddress, fromName = company.Name };
        await offline.Send(new ChangeSetting("kernel.outgoing-mail", JsonSerializer.SerializeToElement(mail, KernelJson.Options)), ct);
    }

    private static IReadOnlyList<string> Many(string[]? given, string question) =>
        [.. (given is { Length: > 0 } ? given : [Ask(question) ?? ""]).SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>Null when the answer is empty, or nobody is there to ask.</summary>
    private static string? Ask(string question) =>
        Asks && Terminal.Value.Prompt(new TextPrompt<string>($"{question} (empty to skip):").AllowEmpty()) is { Length: > 0 } answer ? answer : null;
}
