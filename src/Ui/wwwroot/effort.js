// Counts minutes in which somebody was active on a page: with a key, a click or a wheel. Which ones is never looked at.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  let page = null;
  let last = -1;
  const tell = method => page?.invokeMethodAsync(method).catch(() => { /* the circuit is gone, and the server has counted */ });
  const active = event => {
    // What a script does, ours among them, is no work. So scrolling is told by the hand that moves it: pages scroll by themselves.
    if (!event.isTrusted || !page || document.hidden) return;
    const minute = Math.floor(Date.now() / 60000);
    if (minute === last) return;
    last = minute;
    tell('Active');
  };
  for (const kind of ['keydown', 'pointerdown', 'wheel', 'touchmove']) document.addEventListener(kind, active, { capture: true, passive: true });
  document.addEventListener('visibilitychange', () => { if (document.hidden) { last = -1; tell('Leave'); } });
  bridgewatch.effort = {
    start(reference) { page = reference; last = -1; },
    stop() { page = null; }
  };
})();
