using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Forms;

/// <summary>What stood against a command that somebody sent: beside its fields, and above them what concerns none of them.</summary>
public sealed class Findings
{
    private IReadOnlyDictionary<string, string[]> _fields = new Dictionary<string, string[]>();

    /// <summary>The first finding on a field, whatever the case of its name; null when there is none.</summary>
    public string? this[string field] => _fields.FirstOrDefault(f => Same(f.Key, field)).Value?[0];

    /// <summary>What is so and what to do, when it is no single field's fault.</summary>
    public string? Whole { get; private set; }

    /// <summary>Everything in one sentence or two, for a place without fields. Null when nothing is wrong.</summary>
    public string? All => Whole ?? (_fields.Count == 0 ? null : string.Join(" ", _fields.Values.SelectMany(f => f).Distinct()));

    /// <summary>Does it, or keeps what stands against it. What nobody expects goes on to the page's own boundary.</summary>
    /// <returns>True when it was done.</returns>
    public async Task<bool> Allow(Func<Task> deed)
    {
        Clear();
        try
        {
            await deed();
            return true;
        }
        catch (Invalid invalid)
        {
            _fields = invalid.Errors.Where(e => e.Value.Length > 0).ToDictionary(e => e.Key, e => e.Value);
        }
        catch (Exception exception) when (exception is Refusal or Forbidden or NotVisible or NotSignedIn or Stale or Unavailable)
        {
            var problem = Problems.Describe(exception);
            Whole = $"{problem.Title} {problem.Detail}";
        }
        return false;
    }

    public void Clear() => (_fields, Whole) = (new Dictionary<string, string[]>(), null);

    /// <summary>A finding on a member of a member counts for the member: <c>Requester.Email</c> for <c>email</c>.</summary>
    private static bool Same(string found, string field) =>
        string.Equals(found, field, StringComparison.OrdinalIgnoreCase)
        || found.EndsWith("." + field, StringComparison.OrdinalIgnoreCase);
}
