// Files for a message: picked, pasted or dropped. Each goes to the server at once and shows how far it is; what was sent stays
// when the page is lost.
(() => {
  const bridgewatch = window.bridgewatch = window.bridgewatch || {};
  let server = null;
  let words = {};
  const composer = element => element?.closest?.('.comp[data-upload]');
  const token = () => document.querySelector('input[name="__RequestVerificationToken"]')?.value || '';
  const hasFiles = e => e.dataTransfer?.types?.includes('Files');

  function line(comp, name) {
    const chip = document.createElement('span');
    chip.className = 'att';
    const label = document.createElement('span');
    label.className = 'cut';
    label.textContent = name;
    const bar = document.createElement('progress');
    bar.max = 1;
    bar.setAttribute('aria-label', name);
    const stop = document.createElement('button');
    stop.type = 'button';
    stop.className = 'btn ghost';
    stop.textContent = '\u00d7';
    stop.setAttribute('aria-label', `${words.stop} ${name}`);
    chip.append(label, bar, stop);
    comp.querySelector('[data-sending]')?.append(chip);
    return { chip, bar, stop };
  }
  function fail({ chip, bar }, why) {
    chip.classList.add('bad');
    const told = document.createElement('span');
    told.className = 'danger';
    told.setAttribute('role', 'alert');
    told.textContent = why;
    bar.replaceWith(told);
  }
  function why(request) {
    try {
      const problem = JSON.parse(request.responseText);
      return Object.values(problem.errors || {}).flat()[0] || problem.title || words.failed;
    } catch { return words.failed; }
  }
  function send(comp, file, shown) {
    const mode = comp.dataset.mode;
    const drawn = line(comp, file.name);
    const request = new XMLHttpRequest();
    drawn.stop.addEventListener('click', () => { request.abort(); drawn.chip.remove(); });
    request.open('POST', `${comp.dataset.upload}?for=${mode}`);
    request.setRequestHeader('RequestVerificationToken', token());
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', e => { if (e.lengthComputable) drawn.bar.value = e.loaded / e.total; });
    request.addEventListener('error', () => fail(drawn, words.failed));
    request.addEventListener('load', async () => {
      if (request.status !== 200) { fail(drawn, why(request)); return; }
      const sent = JSON.parse(request.responseText);
      try { await server.invokeMethodAsync('Attached', mode, sent.id, sent.name, sent.size, Boolean(sent.picture)); } catch { /* it waits at the server, and is there after a reload */ }
      drawn.chip.remove();
      if (shown && sent.picture && comp.dataset.mode === mode) show(comp, sent);
    });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  }
  // A pasted picture stands where it was pasted.
  function show(comp, sent) {
    const text = comp.querySelector('textarea');
    if (!text) return;
    text.setRangeText(`![${sent.name.replace(/[\[\]]/g, '')}](attachment:${sent.id})`, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
  function all(comp, files, shown) { for (const file of files) send(comp, file, shown); }

  document.addEventListener('click', e => { if (e.target.closest?.('[data-attach]')) composer(e.target)?.querySelector('input[type="file"]')?.click(); });
  document.addEventListener('change', e => {
    const comp = e.target.matches?.('.comp input[type="file"]') && composer(e.target);
    if (!comp) return;
    all(comp, [...e.target.files], false);
    e.target.value = '';
  });
  document.addEventListener('paste', e => {
    const comp = composer(e.target);
    const files = [...(e.clipboardData?.files || [])];
    if (!comp || files.length === 0) return;
    e.preventDefault();
    all(comp, files, true);
  });
  document.addEventListener('dragover', e => {
    const comp = hasFiles(e) && composer(e.target);
    if (!comp) return;
    e.preventDefault();
    comp.dataset.drop = '';
  });
  document.addEventListener('dragleave', e => { const comp = composer(e.target); if (comp && !comp.contains(e.relatedTarget)) delete comp.dataset.drop; });
  document.addEventListener('drop', e => {
    const comp = hasFiles(e) && composer(e.target);
    if (!comp) return;
    e.preventDefault();
    delete comp.dataset.drop;
    all(comp, [...e.dataTransfer.files], false);
  });
  bridgewatch.attach = { register(reference, told) { server = reference; words = told; } };
})();
