using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Bridgewatch.Access.SignIn;

/// <summary>What a password must be, and how it is hashed. Length counts; no rules on its composition (NIST SP 800-63B).</summary>
/// <param name="rounds">Rounds of the hash; only tests take fewer than <see cref="Rounds"/>.</param>
public sealed class Passwords(int rounds = Passwords.Rounds)
{
    public const int Shortest = 12;

    /// <summary>Longer ones only cost time.</summary>
    public const int Longest = 200;

    /// <summary>PBKDF2 with HMAC-SHA512, as many rounds as OWASP asks for in 2023.</summary>
    public const int Rounds = 210_000;

    private readonly PasswordHasher<Credential> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));

    /// <summary>Checked in place of a hash that is not there, so that unknown addresses take as long as known ones.</summary>
    private string? _nobody;

    /// <summary>About a tenth of a second; never inside a transaction.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <param name="hash">Null for somebody without a password: takes the same time and never fits.</param>
    internal Verdict Check(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(null!, hash ?? (_nobody ??= Hash("nobody has this password")), password);
        if (hash is null || result == PasswordVerificationResult.Failed) return Verdict.Wrong;
        return result == PasswordVerificationResult.SuccessRehashNeeded ? Verdict.RightButOld : Verdict.Right;
    }

    /// <summary>What is wrong with a new password, as a key of <see cref="AccessTexts"/>; null when nothing is.</summary>
    /// <param name="about">Address and name of the person, which are too easy to guess.</param>
    public static string? Finding(string password, params IEnumerable<string> about)
    {
        if (password.Length < Shortest) return "password.short";
        if (password.Length > Longest) return "password.long";
        if (password.Distinct().Count() < 4) return "password.monotonous";
        var words = about.SelectMany(a => a.Split(['@', '.', ' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length >= 4);
        var rest = words.Append("bridgewatch").Append("password")
            .Aggregate(password, (left, word) => left.Replace(word, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < Shortest / 2 ? "password.guessable" : null;
    }
}

/// <summary>The rule for validators of commands that set a password.</summary>
internal static class PasswordRules
{
    public static IRuleBuilderOptions<T, string> GoodPassword<T>(
        this IRuleBuilder<T, string> rule, IStringLocalizer<AccessTexts> words, Func<T, IEnumerable<string>> about) =>
        rule.Must((command, password) => Passwords.Finding(password ?? "", about(command)) is null)
            .WithMessage((command, password) =>
            {
                var finding = Passwords.Finding(password ?? "", about(command));
                return words[finding ?? "password.short", Passwords.Shortest, Passwords.Longest];
            });
}

/// <summary>Whether a password fits its hash.</summary>
internal enum Verdict { Wrong, Right, RightButOld }

/// <summary>Carries what was hashed before the transaction to the handler inside it.</summary>
internal sealed class PreparedPassword
{
    private string? _hash;

    /// <summary>The hash of the new password.</summary>
    public string Hash { get => _hash ?? throw new InvalidOperationException("The password was not prepared."); set => _hash = value; }
}
