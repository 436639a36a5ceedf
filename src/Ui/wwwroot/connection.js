// A lost connection shows a bar and never takes the focus. A rejected circuit (the server was restarted) reloads the
// page; drafts.js brings the text back.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  const root = document.documentElement;
  const bar = document.getElementById('components-reconnect-modal');
  if (!bar) return;
  let since = 0;
  // Where the reader was, to come back to.
  let writing = null;
  document.addEventListener('focusin', e => { if (!bar.contains(e.target)) writing = e.target; });

  bar.addEventListener('components-reconnect-state-changed', e => {
    switch (e.detail.state) {
      case 'show':
      case 'retrying':
        since = since || Date.now();
        say('lost');
        break;
      case 'hide': back(); break;
      case 'failed':
      case 'resume-failed': say('failed'); break;
      case 'paused': resume(); break;
      case 'rejected': keepPlace(); location.reload(); break;
    }
  });
  function say(state) {
    root.dataset.connection = state;
    const time = bar.querySelector('[data-since]');
    if (time) time.textContent = new Date(since || Date.now()).toLocaleTimeString(root.lang, { timeZone: root.dataset.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }
  function back() {
    since = 0;
    delete root.dataset.connection;
    document.dispatchEvent(new Event('bw-reconnected'));
    if (writing?.isConnected && (document.activeElement === document.body || bar.contains(document.activeElement))) writing.focus();
  }
  async function again() {
    try {
      if (await Blazor.reconnect()) back();
      else await resume();
    } catch { say('failed'); }
  }
  async function resume() {
    try { if (await Blazor.resumeCircuit()) back(); else { keepPlace(); location.reload(); } } catch { keepPlace(); location.reload(); }
  }
  document.addEventListener('click', e => { if (e.target.closest?.('[data-reconnect]')) again(); });
  // What needs the server is held back and says so: a link would leave the page for an error, and a press would be lost.
  bridgewatch.away = () => {
    if (!root.dataset.connection) return false;
    bar.classList.remove('again');
    void bar.offsetWidth;
    bar.classList.add('again');
    return true;
  };
  document.addEventListener('click', e => {
    const link = e.target.closest?.('a[href]');
    const leaves = link && !link.target && !link.hasAttribute('download') && link.origin === location.origin && !link.getAttribute('href').startsWith('#');
    if ((leaves || e.target.closest?.('[data-send], form[method="post"] [type="submit"]')) && bridgewatch.away()) {
      e.preventDefault();
      e.stopImmediatePropagation();
    }
  }, true);

  // A page that must load anew keeps the place where somebody wrote; drafts.js keeps the text.
  const kept = 'bw.place';
  function keepPlace() {
    const name = writing?.dataset?.draft;
    try {
      if (name) sessionStorage.setItem(kept, JSON.stringify({ at: location.pathname, name, from: writing.selectionStart, to: writing.selectionEnd }));
    } catch { /* private mode: the text is kept, the place is not */ }
  }
  document.addEventListener('bw-live', () => {
    let place = null;
    try { place = JSON.parse(sessionStorage.getItem(kept)); sessionStorage.removeItem(kept); } catch { /* nothing kept */ }
    if (!place || place.at !== location.pathname) return;
    const find = () => document.querySelector(`[data-draft="${CSS.escape(place.name)}"]`);
    if (!find() && place.name.startsWith('note:')) bridgewatch.press('n');
    const until = Date.now() + 10000;
    (function focus() {
      const element = find();
      if (!element) { if (Date.now() < until) setTimeout(focus, 50); return; }
      element.focus();
      try { element.setSelectionRange(place.from, place.to); } catch { /* a kind of field without a caret */ }
    })();
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden && root.dataset.connection === 'failed') again(); });
  addEventListener('online', () => { if (root.dataset.connection) again(); });
})();
