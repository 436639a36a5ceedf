namespace Bridgewatch.Ui;

/// <summary>
/// A panel that a module adds to another module's page, such as similar tickets beside a ticket. Scoped. A module that
/// is not there adds none, and nothing shows.
/// </summary>
/// <typeparam name="TSubject">What the page is about; owned by the module of the page.</typeparam>
public interface IPanel<in TSubject>
{
    /// <summary>Small numbers first.</summary>
    int Order { get; }

    /// <summary>Who lacks it does not see the panel; null for all who see the page.</summary>
    string? Permission { get; }

    /// <summary>A component with one parameter <c>Subject</c> of <typeparamref name="TSubject"/>.</summary>
    Type Component { get; }
}
