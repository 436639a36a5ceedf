// Relative times move on, clock times stand in the reader's zone, and the exact time is in the title.
// Only the text node's value is changed: Blazor keeps holding the node itself.
(() => {
  const root = document.documentElement;
  // The reader's own habits (24 h, day first) where they are of the page's language.
  const locale = navigator.language.startsWith(root.lang) ? navigator.language : root.lang;
  const words = () => document.getElementById('words')?.dataset;
  const fill = (pattern, ...values) => pattern.replace(/\{(\d)\}/g, (_, n) => values[n]);

  // The same cuts as in Ago.cs: minutes to an hour, hours and minutes to a day, days to a month, then the date.
  function span(seconds, w) {
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return fill(w.min, minutes);
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return minutes % 60 === 0 || hours >= 10 ? fill(w.hours, hours) : fill(w.both, hours, minutes % 60);
    const days = Math.floor(hours / 24);
    return days === 1 ? w.day : fill(w.days, days);
  }
  function relative(at, now, w, style) {
    const seconds = Math.round((now - at) / 1000);
    if (Math.abs(seconds) < 60) return style === 'span' ? fill(w.min, 0) : w.now;
    if (Math.abs(seconds) > 30 * 86400) return new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' });
    const text = span(Math.abs(seconds), w);
    return style === 'span' ? text : fill(seconds > 0 ? w.ago : w.in, text);
  }
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' });
  const formats = {
    clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
    moment: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  };
  function set(element, text) {
    const node = element.firstChild;
    if (node?.nodeType === 3) { if (node.nodeValue !== text) node.nodeValue = text; } else if (!node) element.append(text);
  }
  function show() {
    const w = words();
    const now = Date.now();
    for (const element of document.querySelectorAll('time[data-relative], time[data-as]')) {
      const at = Date.parse(element.dateTime);
      if (Number.isNaN(at)) continue;
      if (element.dataset.shown !== element.dateTime) { element.title = exact.format(at); element.dataset.shown = element.dateTime; }
      if (element.dataset.as) set(element, formats[element.dataset.as]?.format(at) ?? element.textContent);
      else if (w) set(element, relative(at, now, w, element.dataset.relative));
    }
  }
  setInterval(() => { if (!document.hidden) show(); }, 15000);
  document.addEventListener('visibilitychange', show);
  let planned = false;
  const soon = () => { if (!planned) { planned = true; requestAnimationFrame(() => { planned = false; show(); }); } };
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['datetime'] });
  soon();
})();
