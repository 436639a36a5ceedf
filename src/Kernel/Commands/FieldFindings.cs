namespace Bridgewatch.Kernel;

/// <summary>What is found on the fields of one request, gathered so that all of it is told at once.</summary>
public sealed class FieldFindings
{
    private readonly Dictionary<string, List<string>> _found = [];
    private readonly Dictionary<string, object?> _facts = [];

    internal bool Any => _found.Count > 0;

    /// <summary>A list has an empty place.</summary>
    internal bool HasHoles { get; private set; }

    internal void AddHole(string field)
    {
        HasHoles = true;
        Add(field, "A place of the list is null.");
    }

    /// <param name="field">As the wire calls it.</param>
    public void Add(string field, string finding)
    {
        if (!_found.TryGetValue(field, out var findings)) _found[field] = findings = [];
        if (!findings.Contains(finding)) findings.Add(finding);
    }

    /// <summary>Whether something was found on a field, or on something within it.</summary>
    public bool IsOn(string field) => _found.Keys.Any(f => f.StartsWith(field, StringComparison.Ordinal) && (f.Length == field.Length || f[field.Length] is '.' or '['));

    /// <summary>Looks something up and keeps what is said against it; the default value then.</summary>
    public async ValueTask<T?> Try<T>(Func<Task<T>> look)
    {
        try
        {
            return await look();
        }
        catch (Invalid invalid)
        {
            foreach (var (field, findings) in invalid.Errors)
            {
                foreach (var finding in findings) Add(field, finding);
            }
            foreach (var (name, value) in invalid.Facts) _facts[name] = value;
            return default;
        }
    }

    /// <exception cref="Invalid">Something was found.</exception>
    public void Throw()
    {
        if (_found.Count > 0) throw new Invalid(_found.ToDictionary(f => f.Key, f => f.Value.ToArray())) { Facts = _facts };
    }
}

/// <summary>Findings on a command that need a look: whether what it names is there. They stand beside those of its validator.</summary>
/// <remarks>It looks without tracking, before the transaction; the handler looks again.</remarks>
public interface ILookUp<in TCommand>
{
    ValueTask Look(TCommand command, FieldFindings findings, CancellationToken ct);
}
