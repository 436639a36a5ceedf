// Light, dark, or the system's. Loaded in the head without defer: the theme stands before the first paint.
(() => {
  const key = 'bw.theme';
  const root = document.documentElement;
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};

  function show(theme) {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
    root.dispatchEvent(new CustomEvent('bw-theme', { detail: theme }));
    for (const item of document.querySelectorAll('[data-theme-choice]'))
      item.setAttribute('aria-checked', String(item.dataset.themeChoice === theme));
  }

  const chosen = () => { try { return localStorage.getItem(key) || 'system'; } catch { return 'system'; } };
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;

  bridgewatch.theme = {
    chosen,
    dark,
    choose(theme) {
      try { theme === 'system' ? localStorage.removeItem(key) : localStorage.setItem(key, theme); } catch { /* private mode */ }
      show(theme);
    },
  };
  show(chosen());
  addEventListener('storage', e => { if (e.key === key) show(chosen()); });
  document.addEventListener('DOMContentLoaded', () => show(chosen()));
  // A page that becomes live, or is gone to, draws its choices anew and knows nothing of this browser's.
  new MutationObserver(() => { if (document.querySelector('[data-theme-choice]:not([aria-checked])')) show(chosen()); })
    .observe(root, { childList: true, subtree: true });
  document.addEventListener('click', e => {
    const choice = e.target.closest?.('[data-theme-choice]');
    if (choice) bridgewatch.theme.choose(choice.dataset.themeChoice);
    else if (e.target.closest?.('[data-theme-toggle]')) bridgewatch.theme.choose(dark() ? 'light' : 'dark');
  });
})();
