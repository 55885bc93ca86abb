/** The fields of the events in view, and by name those that the store knows besides. */
import { html, nothing } from 'lit';
import { PageElement, count } from './element.js';
import { icons } from './icons.js';
import { ask } from './api.js';
import { queryParams } from './state.js';
import { leaves, visible } from './values.js';

const MOST_SHOWN = 150;
const TYPING_PAUSE = 200;

class FieldList extends PageElement {
  static properties = {
    hits: { attribute: false }, state: { attribute: false }, version: { type: Number },
    text: { state: true }, found: { state: true }, chosen: { state: true }, values: { state: true },
  };

  #asked = 0;
  #timer = 0;

  constructor() {
    super();
    this.text = '';
    this.found = undefined;
  }

  willUpdate(changed) {
    if (changed.has('hits')) this.present = presence(this.hits);
    if (changed.has('version') && this.chosen) this.#load(this.chosen);
  }

  render() {
    const wanted = this.text.toLowerCase();
    const here = this.present.filter(([name]) => name.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN);
    const others = (this.found?.fields ?? []).filter((f) => !this.present.some(([name]) => name === f.name));
    return html`
      <div class="find">${icons.search}<input type="search" placeholder="Find a field" aria-label="Find a field"
        .value=${this.text} @input=${this.#type}></div>
      <div class="names">
        <h2>In these events <span>${here.length}</span></h2>
        <ul>${here.map(([name, share]) => this.#field(name, share))}</ul>
        ${!here.length ? html`<p class="muted">${this.text ? 'None with this name.' : 'No events, no fields.'}</p>` : nothing}
        ${wanted && others.length ? html`<h2>Elsewhere <span>${others.length}${this.found.more ? '+' : ''}</span></h2>
          <ul>${others.map((f) => this.#field(f.name, null))}</ul>` : nothing}
      </div>`;
  }

  #field(name, share) {
    const opened = this.chosen === name;
    const shown = this.state.columns.includes(name);
    return html`<li class=${opened ? 'opened' : ''}>
      <button class="field" aria-expanded=${opened} title=${name} @click=${() => this.#choose(name)}>
        <span class="name">${name}</span>${share === null ? nothing : html`<span class="share">${share}%</span>`}
      </button>
      <button class="tool ${shown ? 'on' : ''}" title=${shown ? 'Remove the column' : 'Show as a column'}
        aria-label="Column ${name}" aria-pressed=${shown} @click=${() => this.tell('toggle-column', { field: name })}>${icons.columns}</button>
      ${opened ? this.#top(name) : nothing}
    </li>`;
  }

  #top(name) {
    const values = this.values;
    if (!values) return html`<div class="top muted">Counting…</div>`;
    if (values.error) return html`<div class="top muted">${values.error}</div>`;
    if (!values.countable) {
      return html`<div class="top muted">Full text; search for its words: <code>${name}:word</code></div>`;
    }
    if (!values.values.length) return html`<div class="top muted">No values in this time range.</div>`;
    return html`<div class="top">
      ${values.values.map((v) => {
        const share = values.events ? (100 * v.count) / values.events : 0;
        return html`<div class="value">
          <span class="text" title=${visible(v.value)}>${visible(v.value) || '(empty)'}</span>
          <span class="share" title="${count(v.count)} events">${share < 1 ? '<1' : Math.round(share)}%</span>
          <button class="tool" title="Only events with this value" aria-label="Only ${name} ${visible(v.value)}" @click=${() => this.#filter(name, v.value, false)}>${icons.plus}</button>
          <button class="tool" title="Leave out events with this value" aria-label="Without ${name} ${visible(v.value)}" @click=${() => this.#filter(name, v.value, true)}>${icons.minus}</button>
          <meter max="100" .value=${share}></meter>
        </div>`;
      })}
      <p class="muted">in ${count(values.events)} events ·
        <button class="link" @click=${() => this.#filter(name, '*', false)}>only these</button></p>
    </div>`;
  }

  #filter(field, value, negated) {
    this.tell('add-filter', { field, value, negated });
  }

  #choose(name) {
    this.chosen = this.chosen === name ? undefined : name;
    if (this.chosen) this.#load(name);
  }

  async #load(name) {
    const asked = ++this.#asked;
    this.values = undefined;
    const params = queryParams(this.state);
    params.set('field', name);
    let values;
    try {
      values = await ask('field-values', params);
    } catch (e) {
      values = { error: e.message };
    }
    if (asked === this.#asked) this.values = values;
  }

  #type(event) {
    this.text = event.target.value.trim();
    clearTimeout(this.#timer);
    if (!this.text) {
      this.found = undefined;
      return;
    }
    this.#timer = setTimeout(() => this.#find(this.text), TYPING_PAUSE);
  }

  async #find(name) {
    const params = new URLSearchParams({ name, limit: 50 });
    if (this.state.index) params.set('index', this.state.index);
    try {
      const found = await ask('fields', params);
      if (this.text === name) this.found = found;
    } catch {
      this.found = undefined;
    }
  }
}

/** Field names with the share of events, in per cent, that have them. */
function presence(hits) {
  const counts = new Map();
  for (const hit of hits) {
    for (const [name] of leaves(hit.source)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, number]) => [name, Math.max(1, Math.round((100 * number) / hits.length))]);
}

customElements.define('loggia-field-list', FieldList);
