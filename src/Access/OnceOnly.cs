using Bridgewatch.Kernel;

namespace Bridgewatch.Access;

/// <summary>Answers that carry a secret are given once and kept nowhere, so they cannot be given again by an idempotency key.</summary>
internal static class OnceOnly
{
    /// <exception cref="Invalid">A key was sent.</exception>
    public static void Refuse(Door door)
    {
        if (door.IdempotencyKey is not null)
            throw new Invalid(ApiDoor.KeyHeader, "This answer is a secret and is not kept. Send the request without a key; a repeat makes a new secret.");
    }
}
