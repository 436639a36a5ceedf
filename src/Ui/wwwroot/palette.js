// The command palette. Pages come from the navigation and actions from the page itself, so both answer at once,
// also while the connection is away; what only the server knows ("Found") follows.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  let server = null;
  let asked = 0;
  let options = [];
  let at = 0;
  const dialog = () => document.getElementById('palette');
  const part = name => dialog().querySelector(`[data-${name}]`);

  const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  function matches(text, words) {
    const folded = fold(text);
    return words.every(word => folded.split(/[\s/·:-]+/).some(piece => piece.startsWith(word)) || (word.length > 2 && folded.includes(word)));
  }
  const icon = element => element.querySelector('svg')?.cloneNode(true) || part('icon-run').firstElementChild.cloneNode(true);

  function actions() {
    const found = [];
    const seen = new Set();
    for (const element of document.querySelectorAll('main [data-key], main [data-action-name], main [role="menuitem"]')) {
      if (element.closest('dialog, [data-row]:not([data-current])') || !bridgewatch.shown(element)) continue;
      if (element.dataset.rowHref !== undefined && !document.querySelector('[data-current]')) continue;
      const name = bridgewatch.nameOf(element);
      if (!name || seen.has(name)) continue;
      seen.add(name);
      found.push({ name, icon: icon(element), key: element.dataset.key, run: () => bridgewatch.keys.press(element) });
    }
    return found;
  }
  function pages() {
    return [...document.querySelectorAll('.nav a.n, [data-keys-only] a[data-page]')].map(link => ({
      name: link.dataset.pageName || bridgewatch.nameOf(link), icon: icon(link), key: link.dataset.key, href: link.href, run: () => link.click(),
    }));
  }

  function emphasise(target, text, words) {
    const folded = fold(text);
    if (folded.length !== text.length || words.length === 0) { target.textContent = text; return; }
    let rest = 0;
    const spans = words.map(word => [folded.indexOf(word), word.length]).filter(([start]) => start >= 0).sort((a, b) => a[0] - b[0]);
    for (const [start, length] of spans) {
      if (start < rest) continue;
      target.append(text.slice(rest, start));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(start, start + length);
      target.append(mark);
      rest = start + length;
    }
    target.append(text.slice(rest));
  }
  function group(title, entries, words) {
    if (entries.length === 0) return null;
    const box = document.createElement('div');
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', title);
    const head = document.createElement('div');
    head.setAttribute('aria-hidden', 'true');
    head.textContent = title;
    box.append(head);
    for (const entry of entries) {
      const option = document.createElement('div');
      option.setAttribute('role', 'option');
      option.id = `palette-${options.length}`;
      const text = document.createElement('span');
      text.className = 'grow cut';
      emphasise(text, entry.name, words);
      if (entry.detail) {
        const detail = document.createElement('span');
        detail.className = 'mute';
        detail.textContent = ` · ${entry.detail}`;
        text.append(detail);
      }
      option.append(entry.icon, text);
      if (entry.aside) { const aside = document.createElement('span'); aside.className = 'mute small nw'; aside.textContent = entry.aside; option.append(aside); }
      if (entry.key) { const key = document.createElement('kbd'); key.textContent = entry.key; option.append(key); }
      option.addEventListener('mousemove', () => choose(options.indexOf(entry)));
      option.addEventListener('click', e => run(entry, e.ctrlKey || e.metaKey));
      entry.option = option;
      options.push(entry);
      box.append(option);
    }
    return box;
  }

  function choose(to) {
    if (options.length === 0) { part('text').removeAttribute('aria-activedescendant'); return; }
    options[at]?.option.setAttribute('aria-selected', 'false');
    at = (to + options.length) % options.length;
    const { option } = options[at];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    part('text').setAttribute('aria-activedescendant', option.id);
  }
  function run(entry, apart) {
    close();
    if (apart && entry.href) window.open(entry.href, '_blank', 'noopener');
    else entry.run();
  }
  const go = href => { const link = document.createElement('a'); link.href = href; document.body.append(link); link.click(); link.remove(); };

  function draw(found, text) {
    const scope = /^[>#@]/.test(text) ? text[0] : '';
    const words = fold(scope ? text.slice(1) : text).split(/\s+/).filter(Boolean);
    const wanted = entry => words.length === 0 || matches(entry.name, words);
    const list = part('found');
    options = [];
    at = 0;
    const words2 = list.dataset;
    list.replaceChildren(...[
      scope === '#' || scope === '@' ? null : group(words2.here, actions().filter(wanted).slice(0, scope ? 40 : words.length ? 12 : 6), words),
      scope ? null : group(words2.goto, pages().filter(wanted).slice(0, words.length ? 8 : 20), words),
      scope === '>' ? null : group(words2.foundTitle, found, words),
    ].filter(Boolean));
    for (const entry of options) entry.option.setAttribute('aria-selected', 'false');
    part('none').hidden = options.length > 0;
    choose(0);
  }
  async function ask(text) {
    const turn = ++asked;
    draw([], text);
    if (!server || text.replace(/^[#@]/, '').trim().length < 2 || text[0] === '>') return;
    await new Promise(done => setTimeout(done, 120));
    if (turn !== asked) return;
    try {
      const found = await server.invokeMethodAsync('Find', text);
      if (turn !== asked || !dialog().open) return;
      const before = at;
      draw(found.map(item => {
        const svg = part('icon-run').firstElementChild.cloneNode(false);
        svg.innerHTML = item.drawing; // drawn by us (Icons.cs), never what somebody typed
        return { name: item.title, detail: item.detail, aside: item.aside, href: item.href, icon: svg, run: () => go(item.href) };
      }), text);
      choose(before);
    } catch { /* the connection is away: pages and actions still answer */ }
  }

  function close() { if (dialog().open) dialog().close(); asked++; }
  bridgewatch.palette = {
    register(reference) { server = reference; },
    open() {
      const box = dialog();
      if (!box || box.open || document.querySelector('dialog[open]')) return;
      const text = part('text');
      text.value = '';
      const subject = document.querySelector('main [data-subject]')?.dataset.subject || document.querySelector('[data-current]')?.dataset.row || '';
      part('subject').textContent = subject;
      part('subject').hidden = !subject;
      box.showModal();
      text.focus();
      draw([], '');
    },
  };
  document.addEventListener('click', e => {
    if (e.target.closest?.('[data-palette]')) bridgewatch.palette.open();
    else if (e.target === dialog()) close();
  });
  document.addEventListener('input', e => { if (e.target === dialog()?.querySelector('[data-text]')) ask(e.target.value); });
  document.addEventListener('keydown', e => {
    if (!dialog()?.open || !dialog().contains(e.target)) return;
    if (e.key === 'ArrowDown') { choose(at + 1); e.preventDefault(); }
    else if (e.key === 'ArrowUp') { choose(at - 1); e.preventDefault(); }
    else if (e.key === 'Home' && options.length && e.ctrlKey) { choose(0); e.preventDefault(); }
    else if (e.key === 'Enter') { if (options[at]) run(options[at], e.ctrlKey || e.metaKey); e.preventDefault(); e.stopPropagation(); }
  }, true);
})();
