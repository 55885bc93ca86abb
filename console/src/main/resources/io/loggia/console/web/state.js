/** What is looked at, and the address that says so: every view can be shared as a link. */

export const DEFAULTS = Object.freeze({
  q: '', from: 'now-24h', to: 'now', index: '', filters: [], columns: [],
  zone: 'local', wrap: false, chart: true, refresh: 0, live: false, open: '',
});

export function fromAddress(search) {
  const params = new URLSearchParams(search);
  return {
    q: params.get('q') ?? '',
    from: params.get('from') || DEFAULTS.from,
    to: params.get('to') || DEFAULTS.to,
    index: params.get('index') ?? '',
    filters: filtersOf(params),
    columns: (params.get('columns') ?? '').split(',').filter(Boolean),
    zone: params.get('zone') === 'utc' ? 'utc' : 'local',
    wrap: params.has('wrap'),
    chart: params.get('chart') !== 'off',
    refresh: [2, 10].includes(Number(params.get('refresh'))) ? Number(params.get('refresh')) : 0,
    live: params.has('live'),
    open: params.get('open') ?? '',
  };
}

function filtersOf(params) {
  const filters = [];
  for (const [name, text] of params) {
    const off = name.startsWith('off-');
    const kind = off ? name.slice(4) : name;
    const colon = text.indexOf(':');
    if ((kind === 'is' || kind === 'not') && colon > 0) {
      filters.push({ field: text.slice(0, colon), value: text.slice(colon + 1), negated: kind === 'not', off });
    }
  }
  return filters;
}

export function toAddress(state) {
  const params = new URLSearchParams();
  if (state.q) params.set('q', state.q);
  if (state.from !== DEFAULTS.from) params.set('from', state.from);
  if (state.to !== DEFAULTS.to) params.set('to', state.to);
  if (state.index) params.set('index', state.index);
  for (const f of state.filters) params.append(filterName(f), `${f.field}:${f.value}`);
  if (state.columns.length) params.set('columns', state.columns.join(','));
  if (state.zone === 'utc') params.set('zone', 'utc');
  if (state.wrap) params.set('wrap', '');
  if (!state.chart) params.set('chart', 'off');
  if (state.refresh) params.set('refresh', state.refresh);
  if (state.live) params.set('live', '');
  if (state.open) params.set('open', state.open);
  const text = params.toString();
  return location.pathname + (text ? '?' + text : '');
}

function filterName(filter) {
  return (filter.off ? 'off-' : '') + (filter.negated ? 'not' : 'is');
}

/** The parameters that the API takes, as far as they choose events. */
export function queryParams(state) {
  const params = new URLSearchParams({ q: state.q, from: state.from, to: state.to });
  if (state.index) params.set('index', state.index);
  for (const f of state.filters) {
    if (!f.off) params.append(f.negated ? 'not' : 'is', `${f.field}:${f.value}`);
  }
  return params;
}

/** The filters with this one added; its opposite goes. */
export function withFilter(filters, field, value, negated) {
  const others = filters.filter((f) => f.field !== field || f.value !== value);
  return [...others, { field, value, negated, off: false }];
}
