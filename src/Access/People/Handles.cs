using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.People;

/// <summary>The short names by which people are mentioned: <c>@ada.lovelace</c>.</summary>
public static partial class Handles
{
    /// <summary>Starts with a letter or digit; dots, dashes and underscores may follow.</summary>
    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,39}$")]
    public static partial Regex Form();

    /// <summary>Makes one from the local part of an address: accents fall, other characters become dots.</summary>
    public static string From(string email)
    {
        var local = email.Split('@')[0].Trim().ToLowerInvariant().Normalize(NormalizationForm.FormD);
        var handle = new StringBuilder();
        foreach (var letter in local.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            if (letter is (>= 'a' and <= 'z') or (>= '0' and <= '9')) handle.Append(letter);
            else if (handle.Length > 0 && handle[^1] != '.') handle.Append('.');
        }
        var made = handle.ToString().Trim('.');
        return made.Length == 0 ? "person" : made[..Math.Min(made.Length, Person.LongestHandle - 4)];
    }

    /// <summary>The handle itself, or with the first free number behind it.</summary>
    internal static async Task<string> Free(BridgewatchDb db, string wanted, CancellationToken ct)
    {
        var people = db.People;
        var taken = (await people.Where(p => p.Handle.StartsWith(wanted)).Select(p => p.Handle).ToListAsync(ct)).ToHashSet();
        if (!taken.Contains(wanted)) return wanted;
        return Enumerable.Range(2, taken.Count + 1).Select(i => $"{wanted}{i}").First(h => !taken.Contains(h));
    }
}
