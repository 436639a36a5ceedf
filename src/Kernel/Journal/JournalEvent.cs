using System.Reflection;
using System.Text.Json;

namespace Bridgewatch.Kernel;

/// <summary>A fact in the past tense. It carries ids, codes, numbers and times; free text stays in its module's tables.</summary>
/// <remarks>Never rewritten: a field may be added, a meaning may not change. The wire name is in <see cref="JournalTypeAttribute"/>.</remarks>
public abstract record JournalEvent;

/// <summary>The event's name for ever, such as <c>desk.ticket.resolved.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class JournalTypeAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>What an entry is about.</summary>
/// <param name="Kind">Kebab-case noun: <c>ticket</c>, <c>contact</c>.</param>
public readonly record struct Subject(string Kind, Guid Id);

/// <summary>A fact and the order in which it was recorded within its command.</summary>
/// <param name="At">When it was so; null for the command's own instant.</param>
internal readonly record struct Recorded(long Order, Subject Subject, JournalEvent Fact, NodaTime.Instant? At = null);

/// <summary>All types of events that this program knows, by name and by class.</summary>
public sealed class JournalTypes
{
    private readonly Dictionary<string, Type> _byName = [];
    private readonly Dictionary<Type, string> _byType = [];

    public JournalTypes(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(JournalEvent)) && !t.IsAbstract))
        {
            var name = type.GetCustomAttribute<JournalTypeAttribute>()?.Name
                ?? throw new InvalidOperationException($"{type.Name} has no [JournalType].");
            if (!_byName.TryAdd(name, type)) throw new InvalidOperationException($"Two events are called {name}.");
            _byType.Add(type, name);
        }
    }

    public IReadOnlyDictionary<string, Type> All => _byName;

    public string NameOf(Type type) => _byType[type];

    /// <summary>Null for types that this version does not know, for erased entries, and for data that is no such fact: somebody wrote
    /// past the program, which the seal shows. No reader may stumble over it.</summary>
    public JournalEvent? Read(string type, string? data)
    {
        if (data is null || !_byName.TryGetValue(type, out var known)) return null;
        try
        {
            return (JournalEvent?)JsonSerializer.Deserialize(data, known, Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a newer version wrote with a further field is still read by this one.</summary>
    private static readonly JsonSerializerOptions Lenient = new(KernelJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };
}
