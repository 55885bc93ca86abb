/** What to do when there is nothing to see. */
import { html, nothing } from 'lit';
import { count } from './element.js';
import { icons } from './icons.js';
import { ago, millisOf, stamp } from './time.js';

const LEVEL = /^(fatal|error|warn|warning|info|debug|trace)$/i;

/** Levels are stored as they were written, and keywords are told apart by case. */
function levelQuery(word) {
  const small = word.toLowerCase();
  return `log.level:(${small} OR ${small.toUpperCase()} OR ${small[0].toUpperCase() + small.slice(1)})`;
}

/**
 * @param health what is stored at all; undefined while that is being asked
 * @param state what is looked at
 * @param change called with a change of the state
 * @param everything called to look at the whole time
 */
export function emptyState(health, state, change, everything) {
  if (!health) return nothing;
  return health.events === 0 ? nothingStored() : nothingMatches(health, state, change, everything);
}

function nothingStored() {
  return html`<div class="empty">
    ${icons.arches}
    <h1>No logs yet</h1>
    <p>Loggia is running and waits for the first line. Send it one:</p>
    <pre>echo "hello from $(hostname)" | nc -q1 127.0.0.1 5170</pre>
    <p>or anything as JSON, straight into the store:</p>
    <pre>curl 127.0.0.1:9200/logs-test/_doc?refresh \\
  -H 'Content-Type: application/json' \\
  -d "{\\"@timestamp\\": \\"$(date -u +%FT%TZ)\\", \\"message\\": \\"hello\\"}"</pre>
    <p class="muted">Filebeat, Fluentd, syslog and GELF senders can be pointed here as they are.
      This page looks again every few seconds.</p>
  </div>`;
}

function nothingMatches(health, state, change, everything) {
  const active = state.filters.filter((f) => !f.off);
  const newest = health.newest ? millisOf(health.newest) : undefined;
  return html`<div class="empty">
    ${icons.search}
    <h1>Nothing matches</h1>
    <p>${count(health.events)} events are stored${newest === undefined ? '' : html`; the newest is from
      <b title=${stamp(newest, state.zone)}>${ago(newest)}</b>`}.</p>
    <div class="ways">
      ${newest === undefined ? nothing : html`<button class="primary" @click=${everything}>Look at the whole time</button>`}
      ${active.length ? html`<button @click=${() => change({ filters: state.filters.map((f) => ({ ...f, off: true })) })}>Switch the filters off</button>` : nothing}
      ${LEVEL.test(state.q) ? html`<button @click=${() => change({ q: levelQuery(state.q) })}>Look for the level instead</button>` : nothing}
      ${state.q ? html`<button @click=${() => change({ q: '' })}>Clear the query</button>` : nothing}
    </div>
    ${state.q ? html`<dl class="hints">
      <dt><code>error timeout</code></dt><dd>either word</dd>
      <dt><code>error AND timeout</code></dt><dd>both</dd>
      <dt><code>"disk is full"</code></dt><dd>the words in this order</dd>
      <dt><code>host.name:web-*</code></dt><dd>a field, with a wildcard</dd>
      <dt><code>http.response.status_code:>=500</code></dt><dd>a number's range</dd>
      <dt><code>NOT log.level:DEBUG</code></dt><dd>without</dd>
    </dl>` : nothing}
  </div>`;
}
