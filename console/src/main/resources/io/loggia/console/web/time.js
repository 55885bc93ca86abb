/** Times: ranges in words, instants in the chosen zone. */

export const RANGES = [
  ['now-5m', 'Last 5 minutes'],
  ['now-15m', 'Last 15 minutes'],
  ['now-1h', 'Last hour'],
  ['now-4h', 'Last 4 hours'],
  ['now-24h', 'Last 24 hours'],
  ['now-7d', 'Last 7 days'],
  ['now-30d', 'Last 30 days'],
  ['now-1y', 'Last year'],
];

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const browserZone = !ownZone || ownZone === 'Etc/Unknown' ? 'UTC' : ownZone;

export function zoneName(zone) {
  return zone === 'utc' ? 'UTC' : browserZone;
}

const formats = new Map();

function parts(millis, zone) {
  const name = zoneName(zone);
  if (!formats.has(name)) {
    formats.set(name, new Intl.DateTimeFormat('en-GB', {
      timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
      hour: '2-digit', minute: '2-digit', second: '2-digit',
    }));
  }
  return Object.fromEntries(formats.get(name).formatToParts(millis).map((p) => [p.type, p.value]));
}

export function dateOf(millis, zone) {
  const p = parts(millis, zone);
  return `${p.year}-${p.month}-${p.day}`;
}

export function clockOf(millis, zone, fine = true) {
  const p = parts(millis, zone);
  const thousandths = String(Math.floor(((millis % 1000) + 1000) % 1000)).padStart(3, '0');
  return `${p.hour}:${p.minute}:${p.second}` + (fine ? '.' + thousandths : '');
}

export function stamp(millis, zone, fine = false) {
  return dateOf(millis, zone) + ' ' + clockOf(millis, zone, fine);
}

/** An instant of an event as milliseconds; NaN when it has none. */
export function millisOf(value) {
  return typeof value === 'string' ? Date.parse(value) : Number(value ?? NaN);
}

export function isRelative(text) {
  return !/^\d{4}-/.test(text) && !/^\d+$/.test(text);
}

/** What the range is called on the button. */
export function rangeName(from, to, zone) {
  const known = to === 'now' ? RANGES.find(([value]) => value === from) : undefined;
  if (known) return known[1];
  if (isRelative(from) && to === 'now') return from.replace(/^now-/, 'Last ');
  const name = (text) => (isRelative(text) ? text : stamp(millisOf(asIso(text)), zone));
  return name(from) + ' – ' + name(to);
}

function asIso(text) {
  return /^\d+$/.test(text) ? new Date(Number(text)).toISOString() : text;
}

/** For an input of type datetime-local. */
export function toInput(millis, zone) {
  return stamp(millis, zone).replace(' ', 'T');
}

/** Milliseconds of what such an input holds, read in the zone. */
export function fromInput(text, zone) {
  return zone === 'utc' ? Date.parse(text + 'Z') : new Date(text).getTime();
}

const UNITS = [[86400000, 'd'], [3600000, 'h'], [60000, 'min'], [1000, 's'], [1, 'ms']];

export function duration(millis) {
  const [size, name] = UNITS.find(([unit]) => millis >= unit && millis % unit === 0) ?? [1, 'ms'];
  return Math.round(millis / size) + ' ' + name;
}

/** How long ago, roughly. */
export function ago(millis) {
  const seconds = Math.max(0, (Date.now() - millis) / 1000);
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (seconds < 90) return format.format(-Math.round(seconds), 'second');
  if (seconds < 5400) return format.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 129600) return format.format(-Math.round(seconds / 3600), 'hour');
  return format.format(-Math.round(seconds / 86400), 'day');
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000, 300000, 600000,
  900000, 1800000, 3600000, 7200000, 10800000, 21600000, 43200000, 86400000, 172800000, 604800000, 2592000000, 7776000000, 31536000000];

/** At most so many round instants of the zone's clock between two. */
export function ticks(from, to, most, zone) {
  const step = STEPS.find((s) => (to - from) / s <= most) ?? (to - from) / most;
  const shift = Date.parse(stamp(from, zone, true).replace(' ', 'T') + 'Z') - from;
  const first = Math.ceil((from + shift) / step) * step - shift;
  const found = [];
  for (let at = first; at < to && found.length <= most; at += step) found.push(at);
  return found;
}

/** What a tick is called: midnight by its date, all else by the clock. */
export function tickName(millis, span, zone) {
  const clock = clockOf(millis, zone, span < 10000);
  if (span > 86400000 * 20) return dateOf(millis, zone);
  if (clock === '00:00:00') return dateOf(millis, zone).slice(5);
  return clock.endsWith(':00') && span >= 600000 ? clock.slice(0, 5) : clock;
}
