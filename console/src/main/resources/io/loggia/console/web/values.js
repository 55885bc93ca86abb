/** Values of events: reading their JSON, finding fields in them, making them safe to look at. */

const LONG_INTEGER = /\d{16}/;

/** JSON.parse that keeps integers beyond 2^53 exact, as BigInt. */
export function parseJson(text) {
  return LONG_INTEGER.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
}

function exactInteger(key, value, context) {
  const unsafe = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return unsafe && /^-?\d+$/.test(context?.source ?? '') ? BigInt(context.source) : value;
}

export function formatJson(value) {
  const big = (key, v) => (typeof v === 'bigint' ? (JSON.rawJSON?.(String(v)) ?? String(v)) : v);
  return JSON.stringify(value, big, 2);
}

/** The field's value, whether its dots are levels of the tree or part of a name. */
export function fieldOf(source, name) {
  if (source === null || typeof source !== 'object') return undefined;
  if (Object.hasOwn(source, name)) return source[name];
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const head = name.slice(0, dot);
    if (Object.hasOwn(source, head)) {
      const found = fieldOf(source[head], name.slice(dot + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The leaves of an event as [dotted name, value]; a list is one leaf unless it holds objects. */
export function leaves(source, prefix = '', into = []) {
  for (const [key, value] of Object.entries(source)) {
    const name = prefix + key;
    if (Array.isArray(value) && value.some(isObject)) {
      const inner = new Map();
      for (const element of value) {
        const pairs = isObject(element) ? leaves(element, name + '.') : [[name, element]];
        for (const [n, v] of pairs) inner.set(n, [...(inner.get(n) ?? []), v].flat());
      }
      into.push(...inner);
    } else if (isObject(value)) {
      leaves(value, name + '.', into);
    } else {
      into.push([name, value]);
    }
  }
  return into;
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function asText(value) {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return value !== null && typeof value === 'object' ? formatJson(value) : String(value);
}

/** Control characters, as ^[, and characters that turn the direction of writing, made visible. */
export function visible(text) {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => '^' + String.fromCharCode(64 + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      (c) => '⟨U+' + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') + '⟩');
}

const LEVELS = [
  ['fatal', /^(fatal|emerg|alert|crit|panic|severe)/i],
  ['error', /^err/i],
  ['warn', /^warn/i],
  ['info', /^(info|notice)/i],
  ['debug', /^(debug|fine|trace|verbose)/i],
];

/** One of fatal, error, warn, info, debug, other. */
export function levelClass(level) {
  return LEVELS.find(([, pattern]) => pattern.test(level))?.[0] ?? 'other';
}

/** An event's level as it says itself, or as its HTTP status implies. */
export function levelOf(source) {
  const own = fieldOf(source, 'log.level') ?? fieldOf(source, 'level') ?? fieldOf(source, 'severity');
  if (typeof own === 'string') return { text: own, kind: levelClass(own) };
  const status = Number(fieldOf(source, 'http.response.status_code'));
  const kind = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'other';
  return { text: '', kind };
}

export function messageOf(source) {
  const message = fieldOf(source, 'message') ?? fieldOf(source, 'event.original');
  if (message !== undefined && message !== null) return asText(message);
  return leaves(source).filter(([name]) => name !== '@timestamp')
    .map(([name, value]) => `${name}=${asText(value)}`).join(' ');
}

/** Where the event was written: the machine, and the file or service. */
export function placeOf(source) {
  const host = fieldOf(source, 'host.name') ?? fieldOf(source, 'host') ?? fieldOf(source, 'agent.hostname');
  const file = fieldOf(source, 'log.file.path') ?? fieldOf(source, 'source');
  const program = fieldOf(source, 'service.name') ?? fieldOf(source, 'process.name');
  const path = typeof file === 'string' ? file : '';
  return {
    host: typeof host === 'string' ? host : '',
    file: path ? path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
      : typeof program === 'string' ? program : '',
    path,
  };
}
