// Relative times move on, and the exact time is in the title. The zone is the person's own (my account), not that of the
// machine they happen to sit at; forms are the same as in ExactTime.razor and Ago.cs.
// Only the text node's value is changed: Blazor keeps holding the node itself.
(() => {
  const root = document.documentElement;
  // Day first and 24 hours, as the server writes it: one form of a date on every page.
  const locale = root.lang === 'en' ? 'en-GB' : root.lang;
  const zone = root.dataset.zone || 'UTC';
  const format = options => {
    try { return new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options }); }
    // A zone that this browser does not know yet.
    catch { return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', timeZoneName: 'short', hourCycle: 'h23', ...options }); }
  };
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
    if (style !== 'span' && Math.abs(seconds) > 30 * 86400) return date.format(at);
    const text = span(Math.abs(seconds), w);
    return style === 'span' ? text : fill(seconds > 0 ? w.ago : w.in, text);
  }
  const day = { day: 'numeric', month: 'short' };
  const time = { hour: '2-digit', minute: '2-digit' };
  const whole = format({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' });
  const exact = at => {
    const parts = Object.fromEntries(whole.formatToParts(at).map(part => [part.type, part.value]));
    const text = `${parts.day} ${parts.month} ${parts.year}, ${parts.hour}:${parts.minute}:${parts.second} ${parts.timeZoneName}`;
    return parts.timeZoneName === zone ? text : `${text} (${zone})`;
  };
  const date = format({ ...day, year: 'numeric' });
  const clock = format(time);
  const otherDay = format({ ...day, ...time });
  const formats = {
    // Without its day a clock time is of today.
    clock: (at, now) => (date.format(at) === date.format(now) ? clock : otherDay).format(at),
    underday: at => clock.format(at),
    zoned: at => format({ ...time, timeZoneName: 'short' }).format(at),
    date: at => date.format(at),
    moment: at => moment.format(at),
  };
  const moment = format({ weekday: 'short', ...day, ...time });
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
      if (element.dataset.shown !== element.dateTime) { element.title = exact(at); element.dataset.shown = element.dateTime; }
      if (element.dataset.as) set(element, formats[element.dataset.as]?.(at, now) ?? element.textContent);
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
