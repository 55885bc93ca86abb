/** The page: holds what is looked at, asks for it, and puts the parts together. */
import { html, nothing } from 'lit';
import { PageElement, count } from './element.js';
import { icons } from './icons.js';
import { ask } from './api.js';
import { fromAddress, queryParams, toAddress, withFilter } from './state.js';
import { duration, isRelative, zoneName } from './time.js';
import { keyOf } from './event-table.js';
import { legend } from './histogram.js';
import { emptyState } from './empty-state.js';
import { queryError } from './query-bar.js';
import { boundsOf } from './time-picker.js';
import { Tail } from './tail.js';
import { listenToKeys } from './keys.js';
import './filter-pills.js';
import './field-list.js';

const PAGE = 200;
const MOST_LIVE = 2000;
const NEW_SEARCH = ['q', 'from', 'to', 'index', 'filters'];
const CHART_PAUSE = 3000;
const EMPTY_PAUSE = 3000;

class App extends PageElement {
  static properties = {
    state: { state: true }, hits: { state: true }, answer: { state: true }, chart: { state: true },
    error: { state: true }, busy: { state: true }, health: { state: true }, pending: { state: true },
    loadingMore: { state: true }, version: { state: true }, fieldsShown: { state: true }, capped: { state: true },
  };

  #asking;
  #timers = [];
  #tail = new Tail({
    state: () => this.state,
    hits: () => [...this.pending, ...this.hits],
    arrived: (hits, capped) => this.#arrived(hits, capped),
    failed: (e) => { this.error = e; },
  });

  constructor() {
    super();
    this.state = fromAddress(location.search);
    this.hits = [];
    this.pending = [];
    this.fresh = new Set();
    this.version = 0;
    this.addEventListener('change-state', (e) => this.#change(e.detail));
    this.addEventListener('add-filter', ({ detail: d }) => this.#change({ filters: withFilter(this.state.filters, d.field, d.value, d.negated) }));
    this.addEventListener('toggle-column', ({ detail: d }) => this.#toggleColumn(d.field));
    this.addEventListener('open-event', ({ detail: d }) => this.#change({ open: this.state.open === d.key ? '' : d.key }));
    this.addEventListener('everything', () => this.#everything());
    addEventListener('popstate', () => { this.state = fromAddress(location.search); this.#search(); });
    listenToKeys(this);
  }

  firstUpdated() {
    this.#search();
  }

  updated() {
    document.title = this.state.q ? `${this.state.q} – Loggia` : 'Loggia';
  }

  get table() {
    return this.querySelector('loggia-event-table');
  }

  closeEvent() {
    if (!this.state.open) return;
    this.#change({ open: '' });
    this.table?.move(0);
  }

  #change({ again = false, ...change }) {
    const next = { ...this.state, ...change };
    if (change.live && !(isRelative(next.from) && next.to === 'now')) Object.assign(next, { from: 'now-15m', to: 'now' });
    const asked = again || NEW_SEARCH.some((name) => next[name] !== this.state[name]);
    const address = toAddress(next);
    const here = location.pathname + location.search;
    this.state = next;
    if (address !== here) history[asked ? 'pushState' : 'replaceState'](null, '', address);
    if (asked || change.live) this.#search();
    else this.#schedule();
  }

  #toggleColumn(field) {
    const { columns } = this.state;
    this.#change({ columns: columns.includes(field) ? columns.filter((c) => c !== field) : [...columns, field] });
  }

  async #everything() {
    try {
      const health = await this.#health();
      if (health.oldest) this.#change({ from: health.oldest, to: 'now', again: true });
    } catch (e) {
      this.error = e;
    }
  }

  #health(signal) {
    return ask('health', this.state.index ? new URLSearchParams({ index: this.state.index }) : '', signal);
  }

  async #search(quiet = false) {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    if (!quiet) this.busy = true;
    try {
      const params = queryParams(this.state);
      params.set('size', PAGE);
      params.set('histogram', true);
      params.set('zone', zoneName(this.state.zone));
      const answer = await ask('search', params, asking.signal);
      const health = answer.total === 0 ? await this.#health(asking.signal) : undefined;
      this.#show(answer, quiet);
      this.health = health;
    } catch (e) {
      if (e.name === 'AbortError') return;
      this.error = e;
    }
    if (asking !== this.#asking) return;
    this.busy = false;
    this.#schedule();
  }

  #show(answer, quiet) {
    this.fresh = new Set();
    this.answer = answer;
    this.chart = answer.histogram;
    this.hits = answer.hits;
    this.pending = [];
    this.capped = false;
    this.error = undefined;
    this.version++;
    if (!quiet) this.querySelector('.events')?.scrollTo({ top: 0 });
  }

  /** What is to happen by itself, from how things stand now. */
  #schedule() {
    this.#timers.splice(0).forEach(clearTimeout);
    this.#tail.stop();
    if (this.state.live && this.answer) {
      this.#tail.start();
      this.#timers.push(setTimeout(() => this.#refreshChart(), CHART_PAUSE));
    } else if (this.state.refresh) {
      this.#timers.push(setTimeout(() => this.#again(), this.state.refresh * 1000));
    } else if (this.health?.events === 0) {
      this.#timers.push(setTimeout(() => this.#again(), EMPTY_PAUSE));
    }
  }

  #again() {
    if (document.hidden) this.#schedule();
    else this.#search(true);
  }

  async #refreshChart() {
    try {
      const params = queryParams(this.state);
      params.set('zone', zoneName(this.state.zone));
      const chart = await ask('histogram', params);
      if (!this.state.live) return;
      this.chart = chart;
      this.answer = { ...this.answer, total: chart.total, relation: chart.relation, from: chart.from, to: chart.to };
    } catch (e) {
      this.error = e;
    }
    if (this.state.live) this.#timers.push(setTimeout(() => this.#refreshChart(), CHART_PAUSE));
  }

  #arrived(hits, capped) {
    this.error = undefined;
    if (!hits.length) return;
    this.capped = capped;
    if (this.#isReading()) {
      this.pending = [...hits, ...this.pending].slice(0, MOST_LIVE);
    } else {
      this.#prepend(hits);
    }
  }

  #prepend(hits) {
    this.fresh = new Set(hits.map(keyOf));
    this.hits = [...hits, ...this.hits].slice(0, MOST_LIVE);
    this.health = undefined;
    if (!this.answer.total) this.answer = { ...this.answer, total: hits.length };
  }

  /** Somebody who has scrolled down or opened an event does not want it to move away. */
  #isReading() {
    const events = this.querySelector('.events');
    return Boolean(this.state.open) || (events?.scrollTop ?? 0) > 20 || scrollY > 200;
  }

  #showPending() {
    const hits = this.pending;
    this.pending = [];
    this.#prepend(hits);
    this.querySelector('.events')?.scrollTo({ top: 0 });
  }

  async #more() {
    this.loadingMore = true;
    const answer = this.answer;
    try {
      const params = queryParams(this.state);
      params.set('from', answer.from);
      params.set('to', answer.to);
      params.set('size', PAGE + 1); // the last one comes again
      params.set('after', answer.next);
      const page = await ask('search', params);
      if (answer.hits !== this.answer.hits) return;
      const seen = new Set(this.hits.map(keyOf));
      this.hits = [...this.hits, ...page.hits.filter((hit) => !seen.has(keyOf(hit)))];
      this.answer = { ...this.answer, next: page.next, hits: page.hits };
    } catch (e) {
      this.error = e;
    } finally {
      this.loadingMore = false;
    }
  }

  render() {
    const { state } = this;
    const bounds = boundsOf(this.answer);
    const nothingStored = this.health?.events === 0 && !this.hits.length;
    return html`
      <header class="bar">
        <a class="brand" href="/" title="Loggia: start anew">${icons.arches}<span>loggia</span></a>
        <loggia-query-bar .query=${state.q} .error=${this.error?.position ? this.error : undefined}></loggia-query-bar>
        <div class="when">
          <button class="live" aria-pressed=${state.live} title="Show events as they arrive" @click=${() => this.#change({ live: !state.live })}>${icons.live}Live</button>
          <button class="again" title="Search again" aria-label="Search again" @click=${() => this.#search()}>${icons.refresh}</button>
          <loggia-time-picker .from=${state.from} .to=${state.to} .zone=${state.zone} .refresh=${state.refresh} .bounds=${bounds}></loggia-time-picker>
        </div>
      </header>
      <div class="progress ${this.busy ? 'busy' : ''}" role="progressbar" aria-label="Searching" ?hidden=${!this.busy}></div>
      ${queryError(this.error, state.q)}
      <loggia-filter-pills .filters=${state.filters}></loggia-filter-pills>
      ${nothingStored ? nothing : this.#chart(bounds)}
      <main class="body ${this.fieldsShown ? 'with-fields' : ''} ${nothingStored ? 'bare' : ''}">
        ${nothingStored ? nothing : html`<loggia-field-list .hits=${this.hits} .state=${state} .version=${this.version}></loggia-field-list>`}
        <section class="events ${this.error ? 'stale' : ''}" aria-label="Events" aria-busy=${Boolean(this.busy)} tabindex="-1">${this.#events()}</section>
      </main>`;
  }

  #chart(bounds) {
    const { answer, state } = this;
    if (!answer) return nothing;
    return html`<section class="over-time" aria-label="Events over time">
      <div class="facts">
        <strong>${answer.relation === 'gte' ? 'at least ' : ''}${count(answer.total)} ${answer.total === 1 ? 'event' : 'events'}</strong>
        <span class="muted">in ${count(answer.took)} ms</span>
        ${answer.partial ? html`<span class="partial" role="status">${answer.missing}</span>` : nothing}
        <span class="legend">${this.chart?.levelField ? legend(this.chart).map(([kind, number]) => html`<span title="${count(number)} events"><i class="dot ${kind}"></i>${kind}</span>`) : nothing}</span>
        <span class="right">
          ${this.chart?.buckets.length ? html`<span class="muted per-bar">${duration(this.chart.interval)} per bar</span>` : nothing}
          <button class="plain only-narrow" aria-pressed=${Boolean(this.fieldsShown)} @click=${() => { this.fieldsShown = !this.fieldsShown; }}>Fields</button>
          <button class="plain" title="Twice the time" @click=${() => this.#zoomOut(bounds)}>Zoom out</button>
          <button class="plain" aria-pressed=${state.wrap} @click=${() => this.#change({ wrap: !state.wrap })}>Wrap</button>
          <button class="plain" aria-pressed=${state.chart} @click=${() => this.#change({ chart: !state.chart })}>Chart</button>
        </span>
      </div>
      ${state.chart ? html`<loggia-histogram .data=${this.chart} .bounds=${bounds} .zone=${state.zone}></loggia-histogram>` : nothing}
    </section>`;
  }

  #zoomOut({ from, to }) {
    const half = Math.max(1, (to - from) / 2);
    const end = Math.min(Date.now(), to + half);
    this.#change({ from: new Date(end - 4 * half).toISOString(), to: new Date(end).toISOString(), live: false });
  }

  #events() {
    if (!this.answer) return nothing;
    if (!this.hits.length && !this.busy) {
      return emptyState(this.health, this.state, (change) => this.#change(change), () => this.#everything());
    }
    const more = this.answer.next && this.hits.length < this.answer.total;
    return html`
      ${this.pending.length ? html`<div class="new"><button class="new-pill" @click=${() => this.#showPending()}>${count(this.pending.length)} new</button></div>` : nothing}
      ${this.capped && this.state.live ? html`<p class="note">More arrives than can be shown; these are the newest of it.</p>` : nothing}
      <loggia-event-table .hits=${this.hits} .state=${this.state} .fresh=${this.fresh}></loggia-event-table>
      <footer class="end">
        ${more ? html`<button ?disabled=${this.loadingMore} @click=${() => this.#more()}>${this.loadingMore ? 'Loading…' : 'Load more'}</button>
          <span class="muted">${count(this.hits.length)} of ${count(this.answer.total)} shown</span>`
    : html`<span class="muted">${this.state.live ? 'Waiting for more…' : 'That is all.'}</span>`}
        <span class="keys muted"><kbd>/</kbd> query <kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> open <kbd>Esc</kbd> close</span>
      </footer>`;
  }
}

customElements.define('loggia-app', App);
