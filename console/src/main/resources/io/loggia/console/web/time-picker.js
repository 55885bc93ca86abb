/** Which time is looked at: relative or from-to, in which zone, and how often anew. */
import { html, nothing } from 'lit';
import { PageElement } from './element.js';
import { icons } from './icons.js';
import { RANGES, browserZone, fromInput, millisOf, rangeName, toInput } from './time.js';

class TimePicker extends PageElement {
  static properties = {
    from: {}, to: {}, zone: {}, refresh: { type: Number }, bounds: { attribute: false },
    opened: { state: true }, wrong: { state: true },
  };

  #outside = (event) => {
    if (this.opened && !event.composedPath().includes(this)) this.opened = false;
  };

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#outside);
  }

  disconnectedCallback() {
    document.removeEventListener('pointerdown', this.#outside);
    super.disconnectedCallback();
  }

  render() {
    return html`
      <button class="range" aria-haspopup="dialog" aria-expanded=${Boolean(this.opened)} @click=${this.#toggle}>
        ${icons.clock}<span>${rangeName(this.from, this.to, this.zone)}</span>
        <small>${this.zone === 'utc' ? 'UTC' : ''}</small>${icons.down}
      </button>
      ${this.opened ? this.#panel() : nothing}`;
  }

  #panel() {
    return html`<div class="popover times" role="dialog" aria-label="Time range" @keydown=${this.#key}>
      <section>
        <h2>Quick</h2>
        <div class="quick">
          ${RANGES.map(([value, name]) => html`<button class=${this.from === value && this.to === 'now' ? 'chosen' : ''}
            @click=${() => this.#choose(value, 'now')}>${name}</button>`)}
          <button @click=${() => { this.opened = false; this.tell('everything'); }}>Everything</button>
        </div>
      </section>
      <section>
        <h2>From – to</h2>
        <form @submit=${this.#absolute}>
          <label>From <input name="from" type="datetime-local" step="1" required .value=${toInput(this.bounds.from, this.zone)}></label>
          <label>To <input name="to" type="datetime-local" step="1" required .value=${toInput(this.bounds.to, this.zone)}></label>
          ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
          <button class="primary">Apply</button>
        </form>
        <h2>Time zone</h2>
        <div class="switch" role="group" aria-label="Time zone">
          ${[['local', browserZone], ['utc', 'UTC']].map(([value, name]) => html`<button aria-pressed=${this.zone === value}
            @click=${() => this.tell('change-state', { zone: value })}>${name}</button>`)}
        </div>
        <h2>Refresh</h2>
        <div class="switch" role="group" aria-label="Refresh">
          ${[[0, 'Off'], [2, '2 s'], [10, '10 s']].map(([value, name]) => html`<button aria-pressed=${this.refresh === value}
            @click=${() => this.tell('change-state', { refresh: value })}>${name}</button>`)}
        </div>
      </section>
    </div>`;
  }

  #toggle() {
    this.opened = !this.opened;
    this.wrong = '';
  }

  #key(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.opened = false;
    this.querySelector('.range').focus();
  }

  #choose(from, to) {
    this.opened = false;
    this.tell('change-state', { from, to, again: true });
  }

  #absolute(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const from = fromInput(form.get('from'), this.zone);
    const to = fromInput(form.get('to'), this.zone);
    if (!(from < to)) {
      this.wrong = 'The range must end after it starts.';
      return;
    }
    this.#choose(new Date(from).toISOString(), new Date(to).toISOString());
  }
}

export function boundsOf(answer) {
  const now = Date.now();
  return { from: millisOf(answer?.from ?? new Date(now - 86400000).toISOString()), to: millisOf(answer?.to ?? new Date(now).toISOString()) };
}

customElements.define('loggia-time-picker', TimePicker);
