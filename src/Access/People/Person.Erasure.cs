using Bridgewatch.Kernel;

namespace Bridgewatch.Access.People;

public sealed partial class Person
{
    /// <summary>Takes away who it was. Only of somebody who has left: who works here is needed by name.</summary>
    /// <exception cref="Refusal">The person has not left.</exception>
    internal void Erase(string calledFromNow)
    {
        if (State != PersonState.Left) throw PersonRefusals.StillHere();
        BeForgottenByDirectory();
        Call($"{Id}@erased.invalid", calledFromNow, $"left-{Id.Value:N}");
        Record(new PersonErased(Id));
    }
}

/// <summary>Name, address and handle of somebody who left are gone.</summary>
[JournalType("access.person.erased.v1")]
public sealed record PersonErased(PersonId Person) : JournalEvent;
