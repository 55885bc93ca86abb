/** How many events when, stacked by level. Drag over a stretch of time to look at that alone. */
import { html, nothing, svg } from 'lit';
import { PageElement, count } from './element.js';
import { duration, stamp, tickName, ticks } from './time.js';
import { levelClass } from './values.js';

const HEIGHT = 96;
const AXIS = 19;
const TOP = 6;
const ORDER = ['fatal', 'error', 'warn', 'info', 'debug', 'other'];
const LEAST_DRAG = 5;

class Histogram extends PageElement {
  static properties = {
    data: { attribute: false }, bounds: { attribute: false }, zone: {},
    width: { state: true }, drag: { state: true }, hover: { state: true },
  };

  #watch = new ResizeObserver((entries) => { this.width = Math.floor(entries[0].contentRect.width); });

  connectedCallback() {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    super.disconnectedCallback();
  }

  render() {
    const width = this.width || 0;
    if (!width) return nothing;
    const buckets = this.data?.buckets ?? [];
    const most = Math.max(1, ...buckets.map((b) => b.count));
    const label = `${buckets.length} bars of ${duration(this.data?.interval ?? 1000)}, at most ${count(most)} events in one`;
    return html`<svg class="chart" width=${width} height=${HEIGHT + AXIS} role="img" aria-label=${label}
        @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up}
        @pointerleave=${() => { this.hover = undefined; }} @pointercancel=${() => { this.drag = undefined; }}>
        ${this.#grid(width, buckets.length ? most : 0)}
        ${buckets.map((b) => this.#bar(b, width, most))}
        ${this.#axis(width)}
        ${this.drag ? svg`<rect class="drag" x=${Math.min(this.drag.from, this.drag.to)} y="0"
          width=${Math.abs(this.drag.to - this.drag.from)} height=${HEIGHT}></rect>` : nothing}
      </svg>${this.#tip()}`;
  }

  #x(millis) {
    const { from, to } = this.bounds;
    return ((millis - from) / Math.max(1, to - from)) * this.width;
  }

  #time(x) {
    const { from, to } = this.bounds;
    return from + (Math.min(Math.max(x, 0), this.width) / this.width) * (to - from);
  }

  #grid(width, most) {
    if (!most) return svg`<line class="base" x1="0" x2=${width} y1=${HEIGHT} y2=${HEIGHT}></line>`;
    return svg`<line class="grid" x1="0" x2=${width} y1=${TOP} y2=${TOP}></line>
      <line class="base" x1="0" x2=${width} y1=${HEIGHT} y2=${HEIGHT}></line>
      <text class="most" x="2" y=${TOP + 11}>${count(most)}</text>`;
  }

  #bar(bucket, width, most) {
    const start = Math.max(0, this.#x(bucket.time));
    const end = Math.min(width, this.#x(bucket.time + this.data.interval));
    const wide = Math.max(1, end - start - (end - start > 4 ? 1 : 0));
    const chosen = this.hover?.bucket === bucket;
    let y = HEIGHT;
    return stacks(bucket).map(([kind, number]) => {
      const high = Math.max(1, (number / most) * (HEIGHT - TOP));
      y -= high;
      return svg`<rect class="bar ${kind} ${chosen ? 'chosen' : ''}" x=${start.toFixed(1)} y=${y.toFixed(1)} width=${wide.toFixed(1)} height=${high.toFixed(1)}></rect>`;
    });
  }

  #axis(width) {
    const { from, to } = this.bounds;
    return ticks(from, to, Math.max(2, Math.floor(width / 110)), this.zone).map((millis) => {
      const x = Math.min(Math.max(this.#x(millis), 30), width - 30);
      return svg`<line class="notch" x1=${this.#x(millis)} x2=${this.#x(millis)} y1=${HEIGHT} y2=${HEIGHT + 3}></line>
        <text class="tick" x=${x} y=${HEIGHT + 14}>${tickName(millis, to - from, this.zone)}</text>`;
    });
  }

  #tip() {
    if (!this.hover || this.drag?.moved) return nothing;
    const { bucket, x } = this.hover;
    const side = x > this.width / 2 ? 'left' : 'right';
    return html`<div class="tip ${side}">
      <b>${stamp(bucket.time, this.zone, this.data.interval < 1000)}</b> <span>${duration(this.data.interval)}</span>
      <table>${stacks(bucket).map(([kind, number]) => html`<tr><td><i class="dot ${kind}"></i>${kind === 'other' && !this.data.levelField ? 'events' : kind}</td><td>${count(number)}</td></tr>`)}</table>
    </div>`;
  }

  #down(event) {
    if (event.button !== 0) return;
    const x = this.#at(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    this.drag = { from: x, to: x, moved: false };
  }

  #move(event) {
    const x = this.#at(event);
    if (this.drag) {
      this.drag = { ...this.drag, to: x, moved: this.drag.moved || Math.abs(x - this.drag.from) >= LEAST_DRAG };
    }
    const time = this.#time(x);
    const bucket = (this.data?.buckets ?? []).find((b) => time >= b.time && time < b.time + this.data.interval);
    this.hover = bucket ? { bucket, x } : undefined;
    this.#place(x);
  }

  #up() {
    const { drag, hover } = this;
    this.drag = undefined;
    if (!drag) return;
    if (drag.moved) {
      const ends = [this.#time(drag.from), this.#time(drag.to)].sort((a, b) => a - b);
      this.#zoom(Math.floor(ends[0]), Math.ceil(ends[1]));
    } else if (hover && this.data.interval > 1) {
      this.#zoom(hover.bucket.time, hover.bucket.time + this.data.interval);
    }
  }

  #zoom(from, to) {
    this.tell('change-state', { from: new Date(from).toISOString(), to: new Date(to).toISOString(), live: false });
  }

  #at(event) {
    return event.clientX - this.getBoundingClientRect().left;
  }

  updated() {
    if (this.hover) this.#place(this.hover.x);
  }

  #place(x) {
    this.querySelector('.tip')?.style.setProperty('--x', `${x}px`);
  }
}

function stacks(bucket) {
  const kinds = new Map();
  let rest = bucket.count;
  for (const [level, number] of Object.entries(bucket.levels)) {
    kinds.set(levelClass(level), (kinds.get(levelClass(level)) ?? 0) + number);
    rest -= number;
  }
  if (rest > 0) kinds.set('other', (kinds.get('other') ?? 0) + rest);
  return ORDER.filter((kind) => kinds.has(kind)).map((kind) => [kind, kinds.get(kind)]);
}

/** The kinds of level that the bars have, with their counts. */
export function legend(data) {
  const totals = new Map();
  for (const bucket of data?.buckets ?? []) {
    for (const [kind, number] of stacks(bucket)) totals.set(kind, (totals.get(kind) ?? 0) + number);
  }
  return ORDER.filter((kind) => totals.has(kind)).map((kind) => [kind, totals.get(kind)]);
}

customElements.define('loggia-histogram', Histogram);
