/** The events, newest first; each opens into its detail. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './element.js';
import { icons } from './icons.js';
import { clockOf, dateOf, millisOf } from './time.js';
import { asText, fieldOf, levelOf, messageOf, placeOf, visible } from './values.js';
import { markPattern } from './words.js';
import './event-detail.js';

const LONGEST_SHOWN = 3000;

export function keyOf(hit) {
  return `${hit.index}/${hit.id}`;
}

class EventTable extends PageElement {
  static properties = {
    hits: { attribute: false }, state: { attribute: false }, fresh: { attribute: false },
    current: { state: true },
  };

  willUpdate(changed) {
    if (changed.has('state')) this.pattern = markPattern(this.state.q);
    if (changed.has('hits') && !this.hits.some((h) => keyOf(h) === this.current)) this.current = undefined;
    this.style.setProperty('--columns', this.state.columns.map(() => 'minmax(70px, 112px)').join(' '));
  }

  render() {
    const { columns } = this.state;
    return html`<div class="grid ${this.state.wrap ? 'wrap' : ''} ${columns.length ? 'more' : ''}" role="table" aria-label="Events">
      <div class="head" role="row">
        <span role="columnheader">Time</span><span role="columnheader">Source</span>
        ${columns.map((c) => html`<span role="columnheader" class="column" title=${c}><b>${c}</b>
          <button class="tool" title="Remove the column" aria-label="Remove column ${c}"
            @click=${() => this.tell('toggle-column', { field: c })}>${icons.close}</button></span>`)}
        <span role="columnheader">Message</span>
      </div>
      ${repeat(this.hits, keyOf, (hit) => this.#row(hit))}
    </div>`;
  }

  #row(hit) {
    const key = keyOf(hit);
    const opened = this.state.open === key;
    const time = millisOf(fieldOf(hit.source, '@timestamp'));
    const level = levelOf(hit.source);
    const place = placeOf(hit.source);
    return html`<div class="event ${level.kind} ${opened ? 'opened' : ''} ${this.current === key ? 'current' : ''} ${this.fresh?.has(key) ? 'fresh' : ''}" data-key=${key}>
      <div class="line" role="row" aria-expanded=${opened} tabindex="0" @click=${(e) => this.#click(e, key)} @focus=${() => { this.current = key; }}>
        <span class="time" role="cell">${Number.isNaN(time) ? '–' : html`<i>${dateOf(time, this.state.zone)}</i> ${clockOf(time, this.state.zone)}`}</span>
        <span class="place" role="cell" title=${visible([place.host, place.path || place.file].filter(Boolean).join(' · '))}>${place.host ? html`<b>${visible(place.host)}</b>` : nothing} ${visible(place.file)}</span>
        ${this.state.columns.map((c) => html`<span class="column" role="cell">${this.#cell(hit, c)}</span>`)}
        <span class="message" role="cell">${level.text ? html`<em class="level">${visible(level.text)}</em> ` : nothing}${this.#marked(messageOf(hit.source))}</span>
      </div>
      ${opened ? html`<loggia-event-detail .hit=${hit} .columns=${this.state.columns}></loggia-event-detail>` : nothing}
    </div>`;
  }

  #cell(hit, name) {
    const value = fieldOf(hit.source, name);
    return value === undefined ? html`<span class="muted">–</span>` : visible(asText(value).slice(0, LONGEST_SHOWN));
  }

  /** Text stays text: the words found become elements, nothing is read as markup. */
  #marked(message) {
    const text = visible(message.length > LONGEST_SHOWN ? message.slice(0, LONGEST_SHOWN) + ' …' : message);
    if (!this.pattern) return text;
    return text.split(this.pattern).map((part, i) => (i % 2 ? html`<mark>${part}</mark>` : part));
  }

  #click(event, key) {
    if (getSelection()?.toString() && event.detail > 0) return;
    this.current = key;
    this.tell('open-event', { key });
  }

  /** Moves the current row by so many; the first one when there is none. */
  move(by) {
    if (!this.hits.length) return;
    const at = this.hits.findIndex((h) => keyOf(h) === this.current);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), this.hits.length - 1);
    this.current = keyOf(this.hits[next]);
    this.updateComplete.then(() => {
      const line = this.querySelector('.event.current .line');
      line?.focus({ preventScroll: true });
      line?.scrollIntoView({ block: 'nearest' });
    });
  }
}

customElements.define('loggia-event-table', EventTable);
