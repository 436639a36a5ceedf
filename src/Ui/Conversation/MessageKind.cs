namespace Bridgewatch.Ui;

/// <summary>Who reads a message: the clothes that it wears.</summary>
public enum MessageKind
{
    /// <summary>From outside.</summary>
    Customer,

    /// <summary>From us to the customer: accent edge.</summary>
    Reply,

    /// <summary>Never sent: violet, dashed, lock.</summary>
    Note,
}
