/** Follows what arrives: asks each second for the newest events and hands over those not seen. */
import { ask } from './api.js';
import { keyOf } from './event-table.js';
import { queryParams } from './state.js';
import { fieldOf } from './values.js';
import { millisOf } from './time.js';

const PAUSE = 1000;
const OVERLAP = 10000;
const MOST = 200;

export class Tail {
  #timer = 0;
  #generation = 0;
  #options;

  /** @param options functions: state, hits (all that are known), arrived, failed */
  constructor(options) {
    this.#options = options;
  }

  start() {
    this.stop();
    const generation = this.#generation;
    const round = async () => {
      try {
        if (!document.hidden) await this.#poll(generation);
      } catch (e) {
        if (generation === this.#generation) this.#options.failed(e);
      }
      if (generation === this.#generation) this.#timer = setTimeout(round, PAUSE);
    };
    this.#timer = setTimeout(round, PAUSE);
  }

  stop() {
    this.#generation++;
    clearTimeout(this.#timer);
  }

  async #poll(generation) {
    const known = this.#options.hits();
    const params = queryParams(this.#options.state());
    const newest = known.length ? millisOf(fieldOf(known[0].source, '@timestamp')) : NaN;
    params.set('from', Number.isNaN(newest) ? params.get('from') : new Date(Math.min(newest, Date.now()) - OVERLAP).toISOString());
    params.set('to', 'now+1m');
    params.set('size', MOST);
    const answer = await ask('search', params);
    if (generation !== this.#generation) return;
    const seen = new Set(known.slice(0, 5 * MOST).map(keyOf));
    const fresh = answer.hits.filter((hit) => !seen.has(keyOf(hit)));
    this.#options.arrived(fresh, fresh.length === MOST);
  }
}
