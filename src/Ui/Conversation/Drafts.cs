using Microsoft.JSInterop;

namespace Bridgewatch.Ui;

/// <summary>The texts that the browser keeps for elements with <c>data-draft</c> (drafts.js). Scoped to the page.</summary>
public sealed class Drafts(IJSRuntime js)
{
    /// <summary>Forgets a draft; call it after the command that used it succeeded.</summary>
    public async Task Clear(string name)
    {
        try
        {
            await js.InvokeVoidAsync("bridgewatch.drafts.clear", name);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone. The draft stays, which is the safe side.
        }
    }
}
