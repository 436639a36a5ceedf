using System.Globalization;
using System.Text;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Promises;

/// <summary>What the page of promises shows. It stands in the address, so that it can be sent to others.</summary>
/// <param name="Month">Null for the last complete one.</param>
/// <param name="Organization">Only that customer's.</param>
public sealed record PromisesView(string? Month = null, AttainmentBy By = AttainmentBy.Nothing, OrganizationId? Organization = null)
{
    public const string Path = "/reports/promises";

    public string Href() => Path + Query();

    /// <summary>The same as a table.</summary>
    public string Csv() => "/api/v1/sla/attainment.csv" + Query();

    /// <summary>The tickets behind a number.</summary>
    /// <param name="key">Of the group; null for all together.</param>
    public string Tickets(ClockTarget target, PromisesThat that, string? key) =>
        $"{Path}/tickets{Query()}{(Query().Length == 0 ? '?' : '&')}target={Words.Of(target)}&that={Words.Of(that)}{(key is null ? "" : $"&key={Uri.EscapeDataString(key)}")}";

    public static string Percent(double share) => (100 * share).ToString(share is > 0.99 and < 1 ? "0.0" : "0", CultureInfo.CurrentCulture) + "%";

    private string Query()
    {
        var query = new StringBuilder();
        void Add(string name, string? value)
        {
            if (value is not null) query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(value);
        }
        Add("month", Month);
        Add("by", By == AttainmentBy.Nothing ? null : Words.Of(By));
        Add("organization", Organization?.ToString());
        return query.ToString();
    }
}
