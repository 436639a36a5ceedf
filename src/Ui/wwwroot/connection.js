// A lost connection shows a bar and never takes the focus. A rejected circuit (the server was restarted) reloads the
// page; drafts.js brings the text back.
(() => {
  const root = document.documentElement;
  const bar = document.getElementById('components-reconnect-modal');
  if (!bar) return;
  let since = 0;

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
      case 'rejected': location.reload(); break;
    }
  });
  function say(state) {
    root.dataset.connection = state;
    const time = bar.querySelector('[data-since]');
    if (time) time.textContent = new Date(since || Date.now()).toLocaleTimeString(root.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }
  function back() {
    since = 0;
    delete root.dataset.connection;
    document.dispatchEvent(new Event('bw-reconnected'));
  }
  async function again() {
    try {
      if (await Blazor.reconnect()) back();
      else await resume();
    } catch { say('failed'); }
  }
  async function resume() {
    try { if (await Blazor.resumeCircuit()) back(); else location.reload(); } catch { location.reload(); }
  }
  document.addEventListener('click', e => { if (e.target.closest?.('[data-reconnect]')) again(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden && root.dataset.connection === 'failed') again(); });
  addEventListener('online', () => { if (root.dataset.connection) again(); });
})();
