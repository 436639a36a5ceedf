// Keys. A page says on its elements which key presses them (data-key="r", data-key="g q"); an element in the
// current row goes before one elsewhere. Rows carry data-row. Nothing happens while somebody types.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  const typing = e => e.target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=""], [contenteditable="true"]');
  const rows = () => [...document.querySelectorAll('[data-row]')].filter(row => row.offsetParent !== null);
  const current = () => document.querySelector('[data-row][data-current]');
  // What stands in a closed menu can be pressed by its key, and found by the palette, as well.
  const shown = bridgewatch.shown = element => element && !element.disabled && element.getAttribute('aria-disabled') !== 'true'
    && (element.closest('.nav, [data-keys-only]') || element.offsetParent !== null || element.closest('[role="menu"]')?.parentElement.offsetParent != null);

  function mark(row, focus) {
    for (const other of document.querySelectorAll('[data-current]')) if (other !== row) {
      other.removeAttribute('data-current');
      other.tabIndex = -1;
    }
    if (!row) return;
    row.setAttribute('data-current', '');
    row.tabIndex = 0;
    if (focus) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: 'nearest' }); }
  }
  function move(by) {
    const all = rows();
    if (all.length === 0) return false;
    const at = all.indexOf(current());
    mark(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))], true);
    return true;
  }

  function find(key) {
    const match = `[data-key="${CSS.escape(key)}"]`;
    const row = current();
    const all = [...(row?.querySelectorAll(match) || []), ...document.querySelectorAll(match)]
      .filter(element => shown(element) && (!element.closest('[data-row]') || element.closest('[data-row]') === row));
    // What the page itself offers goes before what is offered everywhere.
    return all.find(element => !element.closest('.nav, .palette')) || all[0];
  }
  function press(element) {
    // A list may point its keys at the current row: data-row-href="/tickets/{row}?write=reply".
    const row = current()?.dataset.row;
    if (element.dataset.rowHref) {
      if (!row || bridgewatch.away?.()) return;
      const link = document.createElement('a');
      link.href = element.dataset.rowHref.replaceAll('{row}', encodeURIComponent(row));
      document.body.append(link);
      link.click();
      link.remove();
    } else if (element.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')) element.focus();
    else element.click();
  }

  // Out of a field to what it belongs to, never to nowhere: keys work from there, and Tab goes on from there.
  function leave(field) {
    const to = field.closest('.conv')?.querySelector('.thread') || current() || document.querySelector('main h1') || document.getElementById('main');
    if (to && to !== field) to.focus({ preventScroll: true });
    if (document.activeElement === field) field.blur();
  }

  // A new page begins at its heading, for keys and for screen readers, unless somebody writes in it already.
  bridgewatch.arrive = () => {
    const heading = document.querySelector('h1');
    if (!heading || (document.activeElement && typing({ target: document.activeElement })) || document.querySelector('dialog[open]')) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  // Who is in the text already needs no server to get there. For who is not, the server draws it first: what is typed meanwhile is
  // held for the text, and is neither lost nor taken for keys of the page.
  let held = null;
  document.addEventListener('click', e => {
    const tab = e.target.closest?.('.comp [role="tab"]');
    const text = tab?.getAttribute('aria-controls');
    if (!text) return;
    if (tab.getAttribute('aria-selected') === 'true') { document.getElementById(text)?.focus(); return; }
    const mine = held = { text, typed: '' };
    setTimeout(() => { if (held === mine) held = null; }, 5000);
  });
  function hold(e) {
    if (!held || e.target.closest?.('dialog')) return false;
    if (e.key === 'Escape') held = null;
    else if (e.key === 'Backspace') held.typed = held.typed.slice(0, -1);
    else if (e.key === 'Enter') held.typed += '\n';
    else if (e.key.length === 1) held.typed += e.key;
    else return false;
    e.preventDefault();
    return true;
  }
  document.addEventListener('focusin', e => {
    if (e.target.id !== held?.text) return;
    const typed = held.typed;
    held = null;
    if (!typed) return;
    e.target.setRangeText(typed, e.target.selectionStart, e.target.selectionEnd, 'end');
    e.target.dispatchEvent(new Event('input', { bubbles: true }));
  });

  let waiting = '';
  let forget = 0;
  document.addEventListener('keydown', e => {
    if (e.defaultPrevented || e.isComposing) return;
    const control = e.ctrlKey || e.metaKey;
    if (control && !e.altKey && e.key.toLowerCase() === 'k') { e.preventDefault(); bridgewatch.palette?.open(); return; }
    if (control && e.key === 'Enter') {
      const send = e.target.closest?.('form, .comp, dialog')?.querySelector('[data-send]');
      if (send && !send.disabled) {
        e.preventDefault();
        e.target.dispatchEvent(new Event('change', { bubbles: true }));
        send.click();
      }
      return;
    }
    if (control || e.altKey) return;
    if (typing(e)) {
      if (e.key === 'Escape' && !document.querySelector('dialog[open]')) leave(e.target);
      return;
    }
    if (hold(e)) return;
    if (document.querySelector('dialog[open]') || document.querySelector('[role="menu"]:not([hidden])')) return;

    const key = e.key === ' ' ? 'Space' : e.key;
    if (waiting) {
      const together = `${waiting} ${key}`;
      waiting = '';
      const second = find(together);
      if (second) { e.preventDefault(); press(second); return; }
    }
    if (key === 'j' || key === 'k' || ((key === 'ArrowDown' || key === 'ArrowUp') && e.target.closest('[data-row]'))) {
      if (move(key === 'j' || key === 'ArrowDown' ? 1 : -1)) { e.preventDefault(); return; }
    }
    if (key === 'Enter' || key === 'o') {
      if (e.target.closest('a, button, summary, [role="tab"]') && !e.target.matches('[data-row]')) return;
      const open = current()?.querySelector('a[data-open], a[href]');
      if (open) { e.preventDefault(); open.click(); return; }
    }
    if (key === '?') { e.preventDefault(); help(); return; }
    const element = find(key.length === 1 && e.shiftKey && /[a-z]/i.test(key) ? `Shift ${key.toUpperCase()}` : key);
    if (element) { e.preventDefault(); press(element); return; }
    if (key === 'g' || document.querySelector(`[data-key^="${CSS.escape(key)} "]`)) {
      waiting = key;
      clearTimeout(forget);
      forget = setTimeout(() => { waiting = ''; }, 1500);
    }
  });
  document.addEventListener('focusin', e => { const row = e.target.closest?.('[data-row]'); if (row) mark(row, false); });

  // "?" shows the keys that work on this very page.
  bridgewatch.nameOf = element => {
    if (element.dataset.actionName) return element.dataset.actionName;
    const copy = element.cloneNode(true);
    for (const gone of copy.querySelectorAll('kbd, b, .sr, svg')) gone.remove();
    return (copy.textContent.trim() || element.getAttribute('aria-label') || element.title || '').replace(/\s+/g, ' ');
  };
  function help() {
    const dialog = document.getElementById('keys-help');
    const list = dialog?.querySelector('[data-keys-here]');
    if (!list) return;
    list.replaceChildren();
    const seen = new Set();
    for (const element of document.querySelectorAll('[data-key]')) {
      const key = element.dataset.key;
      if (seen.has(key) || !shown(element)) continue;
      seen.add(key);
      const line = document.createElement('div');
      const name = document.createElement('span');
      name.textContent = bridgewatch.nameOf(element);
      const keys = document.createElement('span');
      for (const part of key.split(' ')) { const k = document.createElement('kbd'); k.textContent = part; keys.append(k); }
      line.append(name, keys);
      list.append(line);
    }
    bridgewatch.dialog.open(dialog);
  }
  bridgewatch.keys = { help, press };
  // A page that was opened in order to do something presses its own key.
  bridgewatch.press = key => { const element = find(key); if (element) press(element); };
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-keys-help]')) help();
    const close = e.target.closest?.('#keys-help [data-close]');
    if (close) close.closest('dialog').close();
  });

  // The first row is the right one: it is current from the start, without taking the focus. A row that goes hands over to
  // the one in its place, with the focus if it had it; who comes back to a list stands where they left it.
  const place = () => location.pathname + location.search;
  const leftAt = list => { try { return sessionStorage.getItem(`bw.row:${list}`); } catch { return null; } };
  const leaveAt = (list, row) => { try { sessionStorage.setItem(`bw.row:${list}`, row); } catch { /* private mode: it begins at the top */ } };
  let last = { list: '', index: 0, focused: false };
  function remember() {
    const row = current();
    if (!row) return;
    last = { list: place(), index: rows().indexOf(row), focused: row.contains(document.activeElement) };
    leaveAt(last.list, row.dataset.row);
  }
  let returning = false;
  addEventListener('popstate', () => { returning = true; });
  document.addEventListener('click', e => { if (e.target.closest?.('a[data-back]')) returning = true; }, true);
  let planned = false;
  new MutationObserver(() => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      if (current()) { remember(); return; }
      const all = rows();
      if (all.length === 0) return;
      const stays = last.list === place();
      const known = returning && !stays ? leftAt(place()) : null;
      returning = false;
      const row = stays ? all[Math.min(last.index, all.length - 1)] : all.find(r => r.dataset.row === known) || all[0];
      mark(row, stays && last.focused && document.activeElement === document.body);
      if (known && !stays) row.scrollIntoView({ block: 'nearest' });
      remember();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener('focusin', remember);
})();
