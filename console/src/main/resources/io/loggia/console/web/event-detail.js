/** One event in full: its fields with filters, or its JSON. */
import { html, nothing } from 'lit';
import { PageElement, copy } from './element.js';
import { icons } from './icons.js';
import { asText, fieldOf, formatJson, leaves, visible } from './values.js';
import { millisOf } from './time.js';

const LONGEST_FILTER = 1000;
const AROUND_MILLIS = 30000;
const BEFORE_MILLIS = 300000;

class EventDetail extends PageElement {
  static properties = {
    hit: { attribute: false }, columns: { attribute: false }, tab: { state: true }, copied: { state: true },
  };

  constructor() {
    super();
    this.tab = 'table';
  }

  render() {
    return html`
      <div class="tabs">
        <div role="tablist" aria-label="Form">
          ${[['table', 'Table'], ['json', 'JSON']].map(([id, name]) => html`<button role="tab" aria-selected=${this.tab === id}
            @click=${() => { this.tab = id; }}>${name}</button>`)}
        </div>
        <span class="where muted">${this.hit.index} · ${this.hit.id}</span>
        <button class="plain" @click=${this.#around} title="What else was written there within 30 seconds">Around it</button>
        ${this.copied === 'refused' ? html`<span class="muted" role="status">The browser does not let this page copy.</span>` : nothing}
        <button class="plain" @click=${() => this.#copy('json', formatJson(this.hit.source))}>${this.copied === 'json' ? 'Copied' : 'Copy JSON'}</button>
        <button class="plain" @click=${() => this.#copy('link', this.#link())}>${this.copied === 'link' ? 'Copied' : 'Copy link'}</button>
      </div>
      ${this.tab === 'json' ? html`<pre class="json">${visible(formatJson(this.hit.source))}</pre>` : this.#table()}`;
  }

  #table() {
    return html`<div class="fields" role="table" aria-label="Fields">
      ${leaves(this.hit.source).map(([name, value]) => this.#row(name, value))}
    </div>`;
  }

  #row(name, value) {
    const text = asText(value);
    const one = Array.isArray(value) ? value[0] : value;
    const filterable = one !== null && one !== undefined && typeof one !== 'object' && String(one).length <= LONGEST_FILTER;
    const shown = this.columns.includes(name);
    return html`<div class="row" role="row">
      <div class="tools" role="cell">
        ${filterable ? html`
          <button class="tool" title="Only events with this value" aria-label="Only ${name} with this value" @click=${() => this.#filter(name, one, false)}>${icons.plus}</button>
          <button class="tool" title="Leave out events with this value" aria-label="Without ${name} of this value" @click=${() => this.#filter(name, one, true)}>${icons.minus}</button>` : html`<i></i><i></i>`}
        <button class="tool" title="Only events with this field" aria-label="Only events with ${name}" @click=${() => this.#filter(name, '*', false)}>${icons.exists}</button>
        <button class="tool ${shown ? 'on' : ''}" title="Show as a column" aria-label="Column ${name}" aria-pressed=${shown}
          @click=${() => this.tell('toggle-column', { field: name })}>${icons.columns}</button>
        <button class="tool" title="Copy the value" aria-label="Copy ${name}" @click=${() => this.#copy(name, text)}>${icons.copy}</button>
      </div>
      <div class="name" role="rowheader">${name}${this.copied === name ? html` <em>copied</em>` : nothing}</div>
      <div class="value" role="cell">${value === null ? html`<span class="muted">null</span>` : visible(text)}</div>
    </div>`;
  }

  #filter(field, value, negated) {
    this.tell('add-filter', { field, value: String(value), negated });
  }

  #around() {
    const time = millisOf(fieldOf(this.hit.source, '@timestamp'));
    if (Number.isNaN(time)) return;
    const filters = ['host.name', 'log.file.path', 'service.name']
      .map((field) => ({ field, value: fieldOf(this.hit.source, field), negated: false, off: false }))
      .filter((f) => typeof f.value === 'string').slice(0, 2);
    this.tell('change-state', {
      q: '', filters, live: false, columns: this.columns,
      from: new Date(time - AROUND_MILLIS).toISOString(), to: new Date(time + AROUND_MILLIS).toISOString(),
    });
  }

  /** This event on top of what was written before it, wherever "now" has got to. */
  #link() {
    const params = new URLSearchParams(location.search);
    const time = millisOf(fieldOf(this.hit.source, '@timestamp'));
    if (!Number.isNaN(time)) {
      params.set('from', new Date(time - BEFORE_MILLIS).toISOString());
      params.set('to', new Date(time + 1).toISOString());
    }
    params.set('open', `${this.hit.index}/${this.hit.id}`);
    for (const name of ['live', 'refresh']) params.delete(name);
    return `${location.origin}${location.pathname}?${params}`;
  }

  async #copy(what, text) {
    this.copied = (await copy(text)) ? what : 'refused';
    setTimeout(() => { this.copied = undefined; }, 1500);
  }
}

customElements.define('loggia-event-detail', EventDetail);
