using System.CommandLine;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Kernel;

namespace Bridgewatch.Host.CommandLine;

/// <summary>`user`: adds, lists and deactivates people, and makes links for those who cannot sign in.</summary>
internal static class UserCommands
{
    private static readonly Argument<string> Email = new("email") { Description = "The person's address." };
    private static readonly Option<string?> Named = new("--name") { Description = "The person's name; without it, it is taken from the address." };
    private static readonly Option<string[]> HeldRoles = new("--role")
    {
        Description = "A role to grant, such as support-engineer-l1 or administrator, in the scope in which it is usually held.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<bool> Left = new("--left") { Description = "Also those who left." };

    public static Command Make()
    {
        var add = new Command("add", "Invites a person, and prints the link with which they set a password.") { Email, Named, HeldRoles };
        add.SetAction(Add);
        var list = new Command("list", "Lists people: address, name, handle, state, roles.") { Left };
        list.SetAction(List);
        var reset = new Command("reset", "Prints a link with which the person sets a new password. It works once.") { Email };
        reset.SetAction(Reset);
        var factor = new Command("second-factor", "Takes authenticator and passkeys from a person who lost them: the password lets them in.") { Email };
        factor.SetAction(TakeFactor);
        var deactivate = new Command("deactivate", "Signs a person out everywhere, for good.") { Email };
        deactivate.SetAction(Deactivate);
        return new("user", "People who work in Bridgewatch.") { add, list, reset, factor, deactivate };
    }

    /// <exception cref="Invalid">There is nobody with that address.</exception>
    public static async Task<PersonId> Find(Offline offline, string email, CancellationToken ct) =>
        await offline.Ask((PersonQueries q, CancellationToken c) => q.ByEmail(email, c), ct) ?? throw new Invalid("user", $"There is nobody with the address {email}.");

    private static async Task<int> Add(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        var roles = parsed.GetValue(HeldRoles) ?? [];
        var known = await offline.Ask((RoleQueries q, CancellationToken c) => q.All(c), ct);
        foreach (var role in roles.Where(r => !known.Any(k => k.Code == r)))
            throw new Invalid("--role", $"There is no role '{role}'. There are: {string.Join(", ", known.Select(k => k.Code))}.");
        var person = await offline.Send(new InvitePerson(parsed.GetValue(Email)!, parsed.GetValue(Named)), ct);
        await Hold(offline, person.Id, roles, ct);
        Tell(parsed, person.Invitation);
        return BridgewatchCommand.Fine;
    }

    /// <summary>Grants roles as they are usually held; who works in their own teams by one joins the first team.</summary>
    public static async Task Hold(Offline offline, PersonId person, IReadOnlyList<string> roles, CancellationToken ct)
    {
        foreach (var role in roles) await offline.Send(new GrantRole(person, role), ct);
        if (!roles.Any(BuiltInRoles.WorkInTeams)) return;
        await offline.AsOperator(async (IFirstServices services, CancellationToken c) =>
        {
            await services.Join(person, c);
            return person;
        }, ct);
    }

    private static async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        for (string? cursor = null; ;)
        {
            var after = cursor;
            var page = await offline.Ask((PersonQueries q, CancellationToken c) => q.List(null, parsed.GetValue(Left), after, Page.Largest, c), ct);
            foreach (var colleague in page.Items)
            {
                var person = await offline.Ask((PersonQueries q, CancellationToken c) => q.One(colleague.Id, c), ct);
                parsed.PrintLine(string.Join('\t', person.Email, person.Name, "@" + person.Handle, Words.Of(person.State),
                    string.Join(',', person.Roles.Select(r => r.Role))));
            }
            if ((cursor = page.Next) is null) return BridgewatchCommand.Fine;
        }
    }

    private static async Task<int> Reset(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        Tell(parsed, await offline.Send(new MakeResetLink(await Find(offline, parsed.GetValue(Email)!, ct), Show: true), ct));
        return BridgewatchCommand.Fine;
    }

    private static async Task<int> TakeFactor(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        await offline.Send(new TakeSecondFactor(await Find(offline, parsed.GetValue(Email)!, ct)), ct);
        return BridgewatchCommand.Fine;
    }

    private static async Task<int> Deactivate(ParseResult parsed, CancellationToken ct)
    {
        await using var offline = await Offline.Open(DataOptions.Read(parsed), ct);
        await offline.Send(new DeactivatePerson(await Find(offline, parsed.GetValue(Email)!, ct)), ct);
        return BridgewatchCommand.Fine;
    }

    private static void Tell(ParseResult parsed, GivenLink link)
    {
        if (link.Mailed) parsed.Say("The link went out by mail.");
        else parsed.PrintLine(link.Url!);
    }
}
