// The box of the query language, and fields that find one of many ("whole"): a combobox whose proposals come from the server. The text is the browser's until Enter is pressed.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  const servers = new Map();
  let open = null; // { box, from, length, typed, proposals, at }
  let asked = 0;
  const list = box => document.getElementById(box.getAttribute('aria-controls'));

  function close() {
    asked++;
    if (!open) return;
    const { box } = open;
    open = null;
    box.removeAttribute('aria-activedescendant');
    box.setAttribute('aria-expanded', 'false');
    const found = list(box);
    if (found) { found.hidden = true; found.replaceChildren(); }
  }
  // Nothing is chosen until an arrow is pressed: Enter asks what stands there.
  function choose(to) {
    const all = open.proposals;
    if (open.at >= 0) all[open.at].option.setAttribute('aria-selected', 'false');
    open.at = (to + all.length) % all.length;
    const { option } = all[open.at];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    open.box.setAttribute('aria-activedescendant', option.id);
  }
  function take(proposal) {
    const { box, from } = open;
    const whole = box.dataset.query === 'whole';
    // Keys pressed since the proposals were asked for belong to the word that is replaced.
    const length = whole ? box.value.length : Math.max(0, open.length + box.value.length - open.typed);
    const goesOn = !whole && proposal.text.endsWith(':');
    const rest = box.value.slice(from + length);
    box.setRangeText(proposal.text + (whole || goesOn || rest.startsWith(' ') ? '' : ' '), from, from + length, 'end');
    if (!goesOn && rest.startsWith(' ')) box.setSelectionRange(box.selectionStart + 1, box.selectionStart + 1);
    close();
    // A form hears of what a person types, and this was put there by us.
    box.dispatchEvent(new Event('change', { bubbles: true }));
    box.focus();
    if (goesOn) look(box);
  }
  function show(box, found, typed) {
    const target = list(box);
    if (!target || found.proposals.length === 0) { close(); return; }
    // What was chosen while these were on their way stays chosen where it still fits.
    const chosen = open?.box === box && open.at >= 0 ? open.proposals[open.at].text : null;
    open = { box, from: found.from, length: found.length, typed, proposals: found.proposals, at: -1 };
    target.replaceChildren(...found.proposals.map((proposal, i) => {
      const option = proposal.option = document.createElement('div');
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.id = `${target.id}-${i}`;
      const text = document.createElement('span');
      text.className = box.dataset.query === 'whole' ? 'cut' : 'mono';
      text.textContent = proposal.text;
      option.append(text);
      if (proposal.doc) {
        const doc = document.createElement('span');
        doc.className = 'mute small';
        doc.textContent = proposal.doc;
        option.append(' ', doc);
      }
      // Before the box loses the focus.
      option.addEventListener('mousedown', e => { e.preventDefault(); take(proposal); });
      return option;
    }));
    target.hidden = false;
    box.removeAttribute('aria-activedescendant');
    box.setAttribute('aria-expanded', 'true');
    const still = found.proposals.findIndex(proposal => proposal.text === chosen);
    if (still >= 0) choose(still);
  }
  // Where nothing was begun there is nothing to complete, unless somebody asks what there is.
  const begun = (box, from) => from < box.selectionStart || /[:,<>=]$/.test(box.value.slice(0, box.selectionStart));
  async function look(box, anything) {
    const server = servers.get(box.id);
    if (!server) return;
    const turn = ++asked;
    await new Promise(done => setTimeout(done, 80));
    if (turn !== asked) return;
    let found = { proposals: [] };
    const typed = box.value.length;
    try { found = await server.invokeMethodAsync('Propose', box.value, box.selectionStart); } catch { /* the connection is away: the text can be typed */ }
    if (turn !== asked || document.activeElement !== box) return;
    if (anything || begun(box, found.from)) show(box, found, typed);
    else close();
  }
  async function ask(box) {
    close();
    try { await servers.get(box.id)?.invokeMethodAsync('Ask', box.value); } catch { /* the connection is away, and the page says so */ }
  }

  document.addEventListener('input', e => { if (e.target.matches?.('[data-query]')) look(e.target); });
  document.addEventListener('click', e => { if (e.target.matches?.('[data-query="whole"]') && open?.box !== e.target) look(e.target, true); });
  document.addEventListener('focusout', e => { if (open?.box === e.target) close(); });
  document.addEventListener('keydown', e => {
    const box = e.target;
    if (!box.matches?.('[data-query]') || e.isComposing) return;
    if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) {
      if (open && (open.at >= 0 || box.dataset.query === 'whole')) take(open.proposals[Math.max(0, open.at)]);
      else if (box.dataset.query === 'whole' || box.dataset.query === 'field') return;
      else ask(box);
    }
    else if (e.key === 'ArrowDown' || (e.key === ' ' && e.ctrlKey)) { if (open) choose(open.at + 1); else look(box, true); }
    else if (e.key === 'ArrowUp' && open) choose(open.at < 0 ? open.proposals.length - 1 : open.at - 1);
    else if (e.key === 'Tab' && open && open.at >= 0 && !e.shiftKey) take(open.proposals[open.at]);
    else if (e.key === 'Escape' && open) close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }, true);
  bridgewatch.query = {
    register(id, reference) { servers.set(id, reference); },
    forget(id) { servers.delete(id); },
  };
})();
