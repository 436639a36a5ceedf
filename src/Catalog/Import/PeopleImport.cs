using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Import;

/// <summary>Invites the colleagues of a table and gives them their roles. Who is here already keeps what they say of themselves, and gets roles
/// that they lack; nobody loses one.</summary>
internal sealed class PeopleImport(BridgewatchDb db, Actor actor, ISender sender, IValidator<InvitePerson> rules) : IImport
{
    private readonly Dictionary<string, Person> _byAddress = [];
    private readonly HashSet<string> _handles = [];
    private readonly List<ImportFinding> _findings = [];
    private readonly List<(InvitePerson? Invitation, PersonId? Known, IReadOnlyList<string> Roles)> _wanted = [];
    private ILookup<PersonId, RoleId> _held = Array.Empty<RoleGrant>().ToLookup(g => g.Person, g => g.Role);
    private Dictionary<string, RoleId> _roles = [];

    public ImportKind Kind => ImportKind.People;

    public object Read(ImportedFile file) => CsvTable.Of(file);

    public async Task<ImportReport> Run(object read, CancellationToken ct)
    {
        // The commands below are sent within the import's transaction, where only its own permission has been asked.
        if (!actor.May(AccessPermissions.ManagePeople, default)) throw new Forbidden(AccessPermissions.ManagePeople);
        foreach (var person in await db.People.AsNoTracking().ToListAsync(ct))
        {
            _byAddress[person.EmailKey] = person;
            _handles.Add(person.Handle);
        }
        var roles = await db.Roles.AsNoTracking().ToListAsync(ct);
        _roles = roles.ToDictionary(r => r.Code, r => r.Id);
        _held = (await db.RoleGrants.AsNoTracking().ToListAsync(ct)).ToLookup(g => g.Person, g => g.Role);
        var plan = PeopleRows.Plan((CsvTable)read, _byAddress.Keys.ToHashSet(), [.. roles.Where(NeedsNothingMore).Select(r => r.Code)]);
        if (plan.Rows.Any(r => r.Value?.Roles is { Count: > 0 }) && !actor.May(AccessPermissions.ManageRoles, default)) throw new Forbidden(AccessPermissions.ManageRoles);
        List<ImportedRow> rows = [.. plan.Rows.Select(r => new ImportedRow(r.Value?.Name ?? r.Value?.Email ?? "", Take(r), null, r.Line))];
        return ImportReport.Of(Kind, rows, [.. plan.Findings, .. plan.Rows.SelectMany(r => r.Findings), .. _findings]);
    }

    public async Task BeforeWriting(CancellationToken ct)
    {
        foreach (var (invitation, known, roles) in _wanted)
        {
            var person = known ?? (await sender.Send(invitation!, ct)).Id;
            foreach (var role in roles) await sender.Send(new GrantRole(person, role), ct);
        }
    }

    /// <summary>A role for an organization or for a time is given by hand, where these are chosen.</summary>
    private static bool NeedsNothingMore(Role role) => role is { Usually: GrantScope.Everything or GrantScope.OwnTeams, LongestDays: null };

    private ImportOutcome Take(RowPlan<PersonRow> plan)
    {
        if (plan.Value is not { } row) return ImportOutcome.Refused;
        return _byAddress.TryGetValue(Person.KeyOf(row.Email), out var person) ? Complete(person, row, plan.Line) : Invite(row, plan.Line);
    }

    private ImportOutcome Complete(Person person, PersonRow row, int line)
    {
        if (person.State == PersonState.Left)
        {
            _findings.Add(ImportFinding.Warning(ImportFault.PersonHasLeft, line, row.Email));
            return ImportOutcome.Unchanged;
        }
        List<string> lacking = [.. row.Roles.Where(r => !_held[person.Id].Contains(_roles[r]))];
        if (lacking is []) return ImportOutcome.Unchanged;
        _wanted.Add((null, person.Id, lacking));
        return ImportOutcome.Changed;
    }

    private ImportOutcome Invite(PersonRow row, int line)
    {
        var invitation = new InvitePerson(row.Email, row.Name, row.Handle ?? FreeHandle(row.Email), row.Tier, row.Zone);
        List<ImportFinding> findings = [.. rules.Findings(invitation, line)];
        if (!_handles.Add(invitation.Handle!)) findings.Add(ImportFinding.Error(ImportFault.DuplicateRow, line, $"@{invitation.Handle}", "handle"));
        _findings.AddRange(findings);
        if (findings.Count > 0) return ImportOutcome.Refused;
        _wanted.Add((invitation, null, row.Roles));
        return ImportOutcome.Created;
    }

    private string FreeHandle(string email)
    {
        var wanted = Handles.From(email);
        return _handles.Contains(wanted) ? Enumerable.Range(2, _handles.Count).Select(i => $"{wanted}{i}").First(h => !_handles.Contains(h)) : wanted;
    }
}
