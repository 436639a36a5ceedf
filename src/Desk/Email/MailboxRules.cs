using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Email;

/// <summary>What holds for every request about a mailbox.</summary>
internal static class MailboxRules
{
    /// <summary>Answers that carry a secret are kept nowhere, so they cannot be given again by an idempotency key.</summary>
    public static void RefuseKey(Door door)
    {
        if (door.IdempotencyKey is not null)
            throw new Invalid(ApiDoor.KeyHeader, "This answer is a secret and is not kept. Send the request without a key; a repeat makes a new secret.");
    }
}
