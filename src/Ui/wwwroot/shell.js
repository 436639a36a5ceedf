// What needs no server: menus, native dialogs, the drawers, rows that open, and the sign that the page is live.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  const root = document.documentElement;

  // The root component calls this when its circuit listens: a click before is lost.
  bridgewatch.live = () => {
    root.dataset.live = '';
    document.dispatchEvent(new Event('bw-live'));
  };

  // Dialogs: the browser traps the focus and gives it back. Escape presses the dialog's own closing button,
  // so that the component knows.
  bridgewatch.dialog = {
    open(element) {
      if (!element || element.open) return;
      element.showModal();
      (element.querySelector('[autofocus]') || element.querySelector('input, textarea, select') || element).focus();
    },
    close(element) { if (element?.open) element.close(); },
  };
  document.addEventListener('cancel', e => {
    const close = e.target.querySelector?.('[data-close]');
    if (!close) return;
    e.preventDefault();
    close.click();
  }, true);
  document.addEventListener('click', e => {
    if (e.target instanceof HTMLDialogElement && e.target.open && e.target.hasAttribute('data-light')) {
      const box = e.target.getBoundingClientRect();
      const inside = e.clientX >= box.left && e.clientX <= box.right && e.clientY >= box.top && e.clientY <= box.bottom;
      if (!inside) e.target.querySelector('[data-close]')?.click();
    }
  });

  // What was refused may lie outside what is seen of a dialog: the first of it is shown, and gets the focus where it is a field.
  document.addEventListener('click', e => {
    const dialog = e.target.closest?.('dialog[open] > footer .btn')?.closest('dialog');
    if (!dialog) return;
    const answers = new MutationObserver(() => {
      const wrong = dialog.querySelector('[aria-invalid="true"], [role="alert"]:not(:empty)');
      if (!wrong) return;
      answers.disconnect();
      const [it, seen] = [wrong, dialog.querySelector('.dlg-body')].map(part => part.getBoundingClientRect());
      if (it.top < seen.top || it.bottom > seen.bottom) wrong.scrollIntoView({ block: 'center' });
      if (wrong.matches('input, textarea, select')) wrong.focus({ preventScroll: true });
    });
    answers.observe(dialog, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-invalid'] });
    setTimeout(() => answers.disconnect(), 5000);
  });

  // Menus: <span class="menu-at"><button data-menu>…</button><div role="menu" hidden>…</div></span>
  const items = menu => [...menu.querySelectorAll('[role^="menuitem"]:not([disabled])')];
  let opened = null;
  function openMenu(button, last) {
    closeMenu(false);
    const menu = button.parentElement.querySelector('[role="menu"]');
    if (!menu) return;
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    const below = innerHeight - button.getBoundingClientRect().bottom;
    menu.classList.toggle('up', menu.offsetHeight + 12 > below && below < button.getBoundingClientRect().top);
    opened = { button, menu };
    const all = items(menu);
    (last ? all.at(-1) : all[0])?.focus();
  }
  function closeMenu(focus) {
    if (!opened) return;
    opened.menu.hidden = true;
    opened.button.setAttribute('aria-expanded', 'false');
    if (focus) opened.button.focus();
    opened = null;
  }
  document.addEventListener('click', e => {
    const button = e.target.closest?.('[data-menu]');
    if (button) { opened?.button === button ? closeMenu(true) : openMenu(button); return; }
    if (opened && (!opened.menu.contains(e.target) || e.target.closest('[role^="menuitem"]')))
      closeMenu(opened.menu.contains(e.target));
  });
  document.addEventListener('keydown', e => {
    const button = e.target.closest?.('[data-menu]');
    if (button && !opened && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) { openMenu(button, e.key === 'ArrowUp'); e.preventDefault(); return; }
    if (!opened) return;
    const all = items(opened.menu);
    const at = all.indexOf(document.activeElement);
    const move = to => { all[(to + all.length) % all.length]?.focus(); e.preventDefault(); };
    if (e.key === 'Escape') { closeMenu(true); e.preventDefault(); e.stopPropagation(); }
    else if (e.key === 'Tab') closeMenu(false);
    else if (e.key === 'ArrowDown') move(at + 1);
    else if (e.key === 'ArrowUp') move(at - 1);
    else if (e.key === 'Home') move(0);
    else if (e.key === 'End') move(all.length - 1);
    else if (e.key.length === 1 && /\S/.test(e.key)) {
      const found = all.find((item, i) => i > at && item.textContent.trim().toLowerCase().startsWith(e.key.toLowerCase()))
        || all.find(item => item.textContent.trim().toLowerCase().startsWith(e.key.toLowerCase()));
      found?.focus(); e.stopPropagation(); e.preventDefault();
    }
  }, true);

  // Drawers: the navigation on a phone, the facts on a narrow screen, the composer on a phone.
  let drawerFrom = null;
  const toggle = (element, name, button) => {
    const open = !element.hasAttribute(name);
    element.toggleAttribute(name, open);
    for (const other of document.querySelectorAll(`[data-toggles="${name}"][aria-expanded]`)) other.setAttribute('aria-expanded', String(open));
    if (open) drawerFrom = button; else { drawerFrom?.focus(); drawerFrom = null; }
    return open;
  };
  const closeDrawers = () => {
    for (const name of ['data-nav-open', 'data-facts-open', 'data-compose'])
      for (const element of document.querySelectorAll(`[${name}]`)) {
        element.removeAttribute(name);
        for (const button of document.querySelectorAll(`[data-toggles="${name}"][aria-expanded]`)) button.setAttribute('aria-expanded', 'false');
      }
  };
  document.addEventListener('click', e => {
    const button = e.target.closest?.('[data-toggles]');
    if (button) {
      const name = button.dataset.toggles;
      const element = name === 'data-facts-open' ? document.querySelector('.tk') : document.querySelector('.shell');
      if (element && toggle(element, name, button) && name === 'data-nav-open')
        setTimeout(() => document.querySelector('.nav a, .nav button')?.focus(), 60);
      if (element?.hasAttribute('data-facts-open')) setTimeout(() => element.querySelector('.facts-close')?.focus(), 60);
      return;
    }
    if (e.target.closest?.('.nav a') || e.target.matches?.('[data-nav-open]')) closeDrawers();
  });
  document.addEventListener('keydown', e => {
    if (e.key !== 'Escape' || document.querySelector('dialog[open]')) return;
    const open = document.querySelector('[data-nav-open], [data-facts-open], [data-compose]');
    if (open) { const from = drawerFrom; closeDrawers(); from?.focus(); drawerFrom = null; e.preventDefault(); }
  });

  // A click anywhere in a row opens it, unless it was meant for something in the row or for its text.
  document.addEventListener('click', e => {
    const row = e.target.closest?.('[data-row]');
    if (!row || e.defaultPrevented || e.target.closest('a, button, input, select, textarea, label, [role^="menuitem"]')) return;
    if (String(getSelection()).length > 0) return;
    const link = row.querySelector('a[data-open], a[href]');
    if (link) e.ctrlKey || e.metaKey ? window.open(link.href, '_blank', 'noopener') : link.click();
  });

  // Back leads to the very list that one came from: its view, its filters.
  const lists = 'bw.list';
  const isList = () => document.querySelector('main [data-list]') !== null;
  document.addEventListener('click', () => {
    if (isList()) try { sessionStorage.setItem(lists, location.pathname + location.search); } catch { /* private mode: back leads to the queue */ }
  }, true);
  document.addEventListener('click', e => {
    const back = e.target.closest?.('a[data-back]');
    if (!back) return;
    let from = null;
    try { from = sessionStorage.getItem(lists); } catch { /* as above */ }
    if (from && (from === '/' || from.split('?')[0] === back.dataset.back)) back.href = from;
  }, true);

  // Copying, with a word said about it.
  document.addEventListener('click', async e => {
    const button = e.target.closest?.('[data-copy]');
    if (!button) return;
    const text = button.dataset.copy || document.getElementById(button.dataset.copyFrom || '')?.textContent || '';
    let copied = true;
    try { await navigator.clipboard.writeText(text); } catch { copied = false; }
    const said = button.querySelector('[data-said]') || button;
    const before = said.textContent;
    if (copied && button.dataset.copied) {
      said.textContent = button.dataset.copied;
      setTimeout(() => { said.textContent = before; }, 2000);
    } else if (!copied) {
      const from = document.getElementById(button.dataset.copyFrom || '');
      if (from) getSelection().selectAllChildren(from);
    }
  });

  // A thread begins at its end, and stays there while the reader is at it.
  bridgewatch.toEnd = element => { if (element) element.scrollTop = element.scrollHeight; };
  bridgewatch.closeDrawers = closeDrawers;
  bridgewatch.focus = selector => document.querySelector(selector)?.focus();
})();
