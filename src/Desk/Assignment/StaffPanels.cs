using Bridgewatch.Access.People;
using Bridgewatch.Desk.Assignment.Pages;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Assignment;

/// <summary>When one is away, in one's own account.</summary>
internal sealed class MyAbsences : IPanel<Myself>
{
    public int Order => 10;

    public string? Permission => null;

    public Type Component => typeof(MyAbsencesPanel);
}

/// <summary>When somebody is away, on their page.</summary>
internal sealed class AbsencesOfPerson : IPanel<PersonResource>
{
    public int Order => 10;

    public string? Permission => null;

    public Type Component => typeof(StaffPanel);
}
