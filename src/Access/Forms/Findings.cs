using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Forms;

/// <summary>What was wrong with a form that somebody sent: beside its fields, and above them what concerns none of them.</summary>
public sealed class Findings
{
    private Dictionary<string, string[]> _fields = [];

    /// <summary>The first finding on a field, by its name on the wire; null when there is none.</summary>
    public string? this[string field] => _fields.TryGetValue(field, out var found) ? found[0] : null;

    /// <summary>What is so and what to do, when it is no single field's fault.</summary>
    public string? Whole { get; set; }

    /// <summary>Does it, or keeps what stands against it. What nobody expects goes on to the page's own boundary.</summary>
    /// <returns>True when it was done.</returns>
    public async Task<bool> Allow(Func<Task> deed)
    {
        (_fields, Whole) = ([], null);
        try
        {
            await deed();
            return true;
        }
        catch (Invalid invalid)
        {
            _fields = invalid.Errors.Where(e => e.Value.Length > 0).ToDictionary(e => e.Key, e => e.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is Refusal or Forbidden or NotVisible or Stale or Unavailable)
        {
            var problem = Problems.Describe(exception);
            Whole = $"{problem.Title} {problem.Detail}";
        }
        return false;
    }
}
