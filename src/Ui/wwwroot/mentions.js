// "@" in a note lists colleagues. The server is asked for who fits; the text itself stays the browser's.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  let server = null;
  let open = null; // { text, from, options, at }
  let asked = 0;
  const list = () => document.getElementById('mentions');
  const begun = text => {
    const found = /(^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u.exec(text.value.slice(0, text.selectionStart));
    return found && { from: text.selectionStart - found[2].length, word: found[2] };
  };

  function close() {
    asked++;
    if (!open) return;
    open.text.removeAttribute('aria-activedescendant');
    open = null;
    if (list()) { list().hidden = true; list().replaceChildren(); }
  }
  function choose(to) {
    open.options[open.at]?.option.setAttribute('aria-selected', 'false');
    open.at = (to + open.options.length) % open.options.length;
    const { option } = open.options[open.at];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    open.text.setAttribute('aria-activedescendant', option.id);
  }
  function take(person) {
    const { text, from } = open;
    text.setRangeText(`${person.handle} `, from, text.selectionStart, 'end');
    close();
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  }
  const fits = (person, word) => `${person.name} ${person.handle}`.toLowerCase().includes(word.toLowerCase());
  function show(text, from, people) {
    const box = list();
    if (!box || people.length === 0) { close(); return; }
    open = { text, from, at: 0, options: people };
    box.replaceChildren(...people.map((person, i) => {
      const option = person.option = document.createElement('div');
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.id = `mention-${i}`;
      const handle = document.createElement('span');
      handle.className = 'mute';
      handle.textContent = `@${person.handle}`;
      option.append(person.name, ' ', handle);
      // Before the text loses the focus.
      option.addEventListener('mousedown', e => { e.preventDefault(); take(person); });
      return option;
    }));
    box.hidden = false;
    choose(0);
  }
  async function look(text) {
    const at = begun(text);
    if (!at || !server || !text.matches('[data-mentions]')) { close(); return; }
    // Who no longer fits goes at once: Enter typed ahead of the answer must not take them.
    if (open) show(text, at.from, open.options.filter(person => fits(person, at.word)));
    const turn = ++asked;
    let people = [];
    try { people = await server.invokeMethodAsync('Mentionable', at.word); } catch { /* the connection is away: a handle can be typed */ }
    if (turn === asked) show(text, at.from, people);
  }

  document.addEventListener('input', e => { if (e.target.matches?.('[data-mentions]')) look(e.target); });
  document.addEventListener('focusout', e => { if (open?.text === e.target) close(); });
  document.addEventListener('keydown', e => {
    if (!open || e.target !== open.text || e.isComposing) return;
    if (e.key === 'ArrowDown') choose(open.at + 1);
    else if (e.key === 'ArrowUp') choose(open.at - 1);
    else if ((e.key === 'Enter' && !e.ctrlKey && !e.metaKey) || e.key === 'Tab') take(open.options[open.at]);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }, true);
  bridgewatch.mentions = { register(reference) { server = reference; } };
})();
