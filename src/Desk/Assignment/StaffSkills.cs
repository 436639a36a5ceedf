using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Assignment;

/// <summary>What one of ours is able to do, in the words that routing rules ask for.</summary>
public sealed class StaffSkills : Aggregate
{
    public const int Most = 50;

    public const int Longest = 80;

    private StaffSkills()
    {
    }

    public PersonId Person { get; private set; }

    /// <summary>In lower case, in alphabetical order, with line breaks between.</summary>
    public string SkillList { get; private set; } = "";

    public IReadOnlyList<string> Skills => Read(SkillList);

    public override Subject About => new("person", Person.Value);

    internal static StaffSkills Of(PersonId person) => new() { Person = person };

    internal static IReadOnlyList<string> Read(string list) => list.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal void Be(IEnumerable<string> skills)
    {
        var wanted = skills.Select(s => s.Trim().ToLowerInvariant()).Where(s => s.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (wanted.SequenceEqual(Skills)) return;
        SkillList = string.Join('\n', wanted);
        Record(new SkillsChanged(Person, wanted.Count));
    }
}

/// <summary>What somebody is skilled in is something else from now on. The words stand in their table.</summary>
/// <param name="Skills">How many there are.</param>
[JournalType("desk.person.skills-changed.v1")]
public sealed record SkillsChanged(PersonId Person, int Skills) : JournalEvent;
