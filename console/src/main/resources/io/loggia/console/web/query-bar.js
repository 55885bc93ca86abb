/** The query, and what is wrong with it. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { PageElement } from './element.js';
import { icons } from './icons.js';

class QueryBar extends PageElement {
  static properties = { query: {}, error: {}, busy: { type: Boolean } };

  focusQuery() {
    const input = this.querySelector('input');
    input.focus();
    input.select();
  }

  render() {
    return html`
      <form class="query ${this.error ? 'wrong' : ''}" role="search" @submit=${this.#run}>
        ${icons.search}
        <input type="text" .value=${live(this.query)} placeholder="Search: timeout   &quot;disk is full&quot;   log.level:ERROR   host.name:web-*"
          aria-label="Query" aria-describedby=${this.error ? 'query-error' : nothing}
          aria-invalid=${this.error ? 'true' : 'false'}
          autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search"
          @keydown=${this.#key}>
        ${this.query ? html`<button type="button" class="quiet" title="Clear the query" aria-label="Clear the query"
          @click=${() => this.tell('change-state', { q: '' })}>${icons.close}</button>` : html`<kbd title="Press / to get here">/</kbd>`}
        <button type="submit" class="primary">Search</button>
      </form>`;
  }

  #key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#run(event);
    if (event.key === 'Escape') event.target.blur();
  }

  #run(event) {
    event.preventDefault();
    this.tell('change-state', { q: this.querySelector('input').value.trim(), again: true });
  }
}

/** A message under the query bar, with the place that it is about. */
export function queryError(error, query) {
  if (!error) return nothing;
  const place = error.position > 0 && error.position <= query.length + 1 && !query.includes('\n');
  return html`<div class="problem" id="query-error" role="alert">
    <strong>${error.message}</strong>
    ${place ? html`<pre>${query}
${' '.repeat(error.position - 1)}^</pre>` : nothing}
  </div>`;
}

customElements.define('loggia-query-bar', QueryBar);
