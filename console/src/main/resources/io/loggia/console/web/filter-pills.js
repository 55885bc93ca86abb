/** The filters beside the query: each can be turned round, switched off, taken away. */
import { html, nothing } from 'lit';
import { PageElement } from './element.js';
import { icons } from './icons.js';
import { visible } from './values.js';

class FilterPills extends PageElement {
  static properties = { filters: { attribute: false } };

  render() {
    if (!this.filters.length) return nothing;
    return html`<ul class="pills" aria-label="Filters">
      ${this.filters.map((f, i) => html`<li class="pill ${f.negated ? 'negated' : ''} ${f.off ? 'off' : ''}">
        <button title=${f.negated ? 'Left out; click to require it' : 'Required; click to leave it out'}
          @click=${() => this.#change(i, { negated: !f.negated })}>
          ${f.negated ? html`<b>NOT</b> ` : nothing}<span class="name">${f.field}</span>
          <span class="value">${f.value === '*' ? 'exists' : visible(f.value)}</span></button>
        <button title=${f.off ? 'Switch on' : 'Switch off'} aria-label=${f.off ? 'Switch on' : 'Switch off'} aria-pressed=${!f.off}
          @click=${() => this.#change(i, { off: !f.off })}>${icons.exists}</button>
        <button title="Remove" aria-label="Remove this filter" @click=${() => this.#change(i, null)}>${icons.close}</button>
      </li>`)}
      ${this.filters.length > 1 ? html`<li><button class="link" @click=${() => this.tell('change-state', { filters: [] })}>Remove all</button></li>` : nothing}
    </ul>`;
  }

  #change(at, change) {
    const filters = this.filters.flatMap((f, i) => (i !== at ? [f] : change ? [{ ...f, ...change }] : []));
    this.tell('change-state', { filters });
  }
}

customElements.define('loggia-filter-pills', FilterPills);
