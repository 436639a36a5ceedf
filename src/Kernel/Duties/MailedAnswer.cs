using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>What a mailed link lets its bearer do: answer for one person about one duty, as it was when the mail was written.</summary>
/// <param name="Hash">Of what is approved; null for a task.</param>
/// <param name="Until">The link says nothing afterwards.</param>
public sealed record MailedAnswer(PersonId Person, TaskId? Task, ApprovalId? Approval, string? Hash, Instant Until)
{
    public Subject About => Approval is { } approval ? new("approval", approval.Value) : new("task", Task!.Value.Value);
}

/// <summary>Makes the secrets of mailed links and reads them. A secret is kept nowhere: it is what it says, sealed with the keys that all nodes
/// share. What ends the duty ends the link with it, so that each answers once.</summary>
public sealed class MailedAnswers(IDataProtectionProvider protection, IClock clock)
{
    /// <summary>So long a mailed link can be answered; the digest of another morning brings a fresh one.</summary>
    public static readonly Duration Life = Duration.FromDays(7);

    private readonly IDataProtector _seal = protection.CreateProtector("bridgewatch.mailed-answer");

    public string For(PersonId person, OwedTask task) => Seal(new(person, task.Id, null, null, clock.GetCurrentInstant() + Life));

    public string For(PersonId person, Approval approval) => Seal(new(person, null, approval.Id, approval.Hash, clock.GetCurrentInstant() + Life));

    /// <exception cref="Refusal">It is none of ours, was cut off on its way, or its time is over.</exception>
    public MailedAnswer Open(string secret)
    {
        var answer = Read(secret) ?? throw MailedRefusals.Unreadable();
        return clock.GetCurrentInstant() < answer.Until ? answer : throw MailedRefusals.Expired();
    }

    private string Seal(MailedAnswer answer)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(answer.Person.Value.ToByteArray());
        writer.Write(answer.About.Id.ToByteArray());
        writer.Write(answer.Until.ToUnixTimeSeconds());
        // Only an approval is bound to what it says.
        writer.Write(Convert.FromHexString(answer.Hash ?? ""));
        writer.Flush();
        return Base64Url.EncodeToString(_seal.Protect(bytes.ToArray()));
    }

    private MailedAnswer? Read(string secret)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(_seal.Unprotect(Base64Url.DecodeFromChars(secret))));
            var (person, about) = (new PersonId(new(reader.ReadBytes(16))), new Guid(reader.ReadBytes(16)));
            var until = Instant.FromUnixTimeSeconds(reader.ReadInt64());
            var hash = Convert.ToHexStringLower(reader.ReadBytes(SHA256.HashSizeInBytes));
            return hash.Length == 0 ? new(person, new TaskId(about), null, null, until) : new(person, null, new ApprovalId(about), hash, until);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

internal static class MailedRefusals
{
    public static Refusal Unreadable() => new("mailed-link-unreadable", "This link is not whole, or none of ours.", "Copy the whole address from the mail, or sign in.");

    public static Refusal Expired() => new("mailed-link-expired", "This link is older than seven days.", "Use the newest mail, or sign in and answer under My work.");

    public static Refusal PersonLeft() => new("mailed-link-person-left", "The person to whom this was mailed does not work here any more.", "Somebody else has to answer.");

    public static Refusal NotTheirs() => new("mailed-link-not-theirs", "This is no longer yours to answer.", "Another person has it now; nothing is to be done.");
}
