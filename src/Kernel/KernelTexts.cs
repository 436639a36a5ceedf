namespace Bridgewatch.Kernel;

/// <summary>Names the resource with the texts that the kernel itself sends (<c>KernelTexts.resx</c>).</summary>
public sealed class KernelTexts;
