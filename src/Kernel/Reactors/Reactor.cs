using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Reacts to one kind of fact. The commands it sends through ISender join its transaction, position included.</summary>
public interface IReactor<TFact> where TFact : JournalEvent
{
    /// <summary>False where the fact alone shows that nothing is to be done: such an entry is passed over without a transaction.</summary>
    static virtual bool Concerns(TFact fact) => true;

    ValueTask React(TFact fact, Entry entry, CancellationToken ct);
}

/// <summary>A reactor as its module lists it.</summary>
/// <param name="Name">For ever: its position is kept under it.</param>
/// <param name="Reactions">By type of fact, what is to be called.</param>
/// <param name="LivesNow">It passes over what was made up or brought in: a past that is told is no reason to act.</param>
public sealed record ReactorRegistration(string Name, IReadOnlyDictionary<Type, Reaction> Reactions, bool LivesNow)
{
    /// <summary>True while it has nothing to do whatever happens; null for one that always looks.</summary>
    public Func<bool>? Rests { get; init; }

    internal bool PassesOver(Entry entry) => (LivesNow && entry.Origin is (Origin.Demo or Origin.Imported)) || Rests?.Invoke() == true;
}

/// <summary>What a reactor does about one kind of fact.</summary>
/// <param name="Concerns">See <see cref="IReactor{TFact}.Concerns"/>.</param>
/// <param name="React">Does it, within the scope given.</param>
public sealed record Reaction(Func<JournalEvent, bool> Concerns, Func<IServiceProvider, JournalEvent, Entry, CancellationToken, ValueTask> React);

public static class ReactorList
{
    /// <summary>Adds a reactor for every <see cref="IReactor{TFact}"/> that the class implements, under one position.</summary>
    /// <param name="livesNow">See <see cref="ReactorRegistration.LivesNow"/>.</param>
    /// <param name="rests">See <see cref="ReactorRegistration.Rests"/>.</param>
    public static IServiceCollection AddReactor<TReactor>(
        this IServiceCollection services, string name, bool livesNow = false, Func<IServiceProvider, Func<bool>>? rests = null) where TReactor : class
    {
        services.AddScoped<TReactor>();
        var reaction = typeof(ReactorList).GetMethod(nameof(ReactionTo), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        var facts = typeof(TReactor).GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReactor<>))
            .Select(i => i.GetGenericArguments()[0])
            .ToDictionary(fact => fact, fact => (Reaction)reaction.MakeGenericMethod(typeof(TReactor), fact).Invoke(null, null)!);
        if (facts.Count == 0) throw new InvalidOperationException($"{typeof(TReactor).Name} reacts to nothing.");
        return services.AddSingleton(program => new ReactorRegistration(name, facts, livesNow) { Rests = rests?.Invoke(program) });
    }

    private static Reaction ReactionTo<TReactor, TFact>() where TReactor : class, IReactor<TFact> where TFact : JournalEvent => new(
        fact => TReactor.Concerns((TFact)fact),
        (services, fact, entry, ct) => services.GetRequiredService<TReactor>().React((TFact)fact, entry, ct));
}

/// <summary>How far a reactor has read. Moves in the transaction of its effects.</summary>
public sealed class ReactorRow
{
    public required string Name { get; init; }

    public long Xid { get; set; }

    public long Seq { get; set; }

    /// <summary>When it last moved.</summary>
    public Instant At { get; set; }
}

/// <summary>What becomes of an entry that was set aside.</summary>
public enum PoisonState
{
    /// <summary>A person has to decide.</summary>
    SetAside,

    /// <summary>The reactor tries it again when it next comes by.</summary>
    Retrying,

    /// <summary>A person decided that the reactor need not digest it.</summary>
    Skipped,
}

/// <summary>An entry that a reactor could not digest, set aside so that the rest goes on.</summary>
public sealed class PoisonEntry
{
    public required string Reactor { get; init; }

    public required long Seq { get; init; }

    /// <summary>The position, to read the entry again.</summary>
    public required string Position { get; init; }

    public required string Type { get; init; }

    public required string Error { get; set; }

    public required Instant At { get; set; }

    public int Attempts { get; set; }

    public PoisonState State { get; set; }

    /// <summary>Why a person skipped it, in their words.</summary>
    public string? SkippedBecause { get; set; }
}
