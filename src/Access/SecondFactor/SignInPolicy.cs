using Bridgewatch.Kernel;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>How people of ours sign in.</summary>
/// <param name="SecondFactorRequired">Whoever signs in with a password and has no authenticator sets one up first. Sessions that began before go on.</param>
[Setting("access.sign-in", AccessPermissions.Settings)]
public sealed record SignInPolicy(bool SecondFactorRequired = false);
