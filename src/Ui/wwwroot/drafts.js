// Nothing typed is lost: every element with data-draft is kept in this browser at each key, by person and subject.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  const person = () => document.documentElement.dataset.person || 'nobody';
  const key = name => `draft:${person()}:${name}`;
  const read = name => { try { return localStorage.getItem(key(name)); } catch { return null; } };
  const write = (name, text) => {
    try { text ? localStorage.setItem(key(name), text) : localStorage.removeItem(key(name)); } catch { /* full, or private mode */ }
  };
  const tell = element => {
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  };

  document.addEventListener('input', e => {
    const name = e.target.dataset?.draft;
    if (name) write(name, e.target.value);
  }, true);

  // What stands in the page already (a newer draft from the server) is not overwritten.
  function restore(element) {
    const kept = element?.dataset?.draft && read(element.dataset.draft);
    if (!kept || element.value === kept) return;
    if (element.value && !kept.startsWith(element.value)) return;
    element.value = kept;
    tell(element);
  }
  const all = () => document.querySelectorAll('[data-draft]');
  const live = () => 'live' in document.documentElement.dataset;

  document.addEventListener('bw-live', () => { for (const element of all()) { restore(element); if (element.value) tell(element); } });
  new MutationObserver(changes => {
    if (!live()) return;
    for (const change of changes)
      for (const node of change.addedNodes)
        if (node.nodeType === 1)
          for (const element of node.matches('[data-draft]') ? [node] : node.querySelectorAll('[data-draft]')) restore(element);
  }).observe(document.documentElement, { childList: true, subtree: true });

  // After a lost connection the server does not know what was typed meanwhile until it is told.
  document.addEventListener('bw-reconnected', () => { for (const element of all()) if (element.value) tell(element); });

  // On a shared machine the next person must not read it.
  function forget() {
    try { for (const name of Object.keys(localStorage)) if (name.startsWith('draft:')) localStorage.removeItem(name); } catch { /* nothing kept */ }
  }
  document.addEventListener('submit', e => { if (e.target.matches?.('[data-sign-out]')) forget(); }, true);

  bridgewatch.drafts = { restore, clear: name => write(name, ''), forget };
})();
