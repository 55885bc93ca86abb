/** Small drawings in the colour of the text around them. */
import { svg, html } from 'lit';

const draw = (body) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${body}</svg>`;

export const icons = {
  search: draw(svg`<circle cx="7" cy="7" r="4.5"></circle><path d="m10.5 10.5 3.5 3.5"></path>`),
  clock: draw(svg`<circle cx="8" cy="8" r="6"></circle><path d="M8 4.5V8l2.5 1.5"></path>`),
  down: draw(svg`<path d="m4 6 4 4 4-4"></path>`),
  right: draw(svg`<path d="m6 4 4 4-4 4"></path>`),
  close: draw(svg`<path d="m4 4 8 8M12 4l-8 8"></path>`),
  plus: draw(svg`<path d="M8 3.5v9M3.5 8h9"></path>`),
  minus: draw(svg`<path d="M3.5 8h9"></path>`),
  columns: draw(svg`<rect x="2.5" y="3" width="11" height="10" rx="1"></rect><path d="M6.5 3v10M10 3v10"></path>`),
  copy: draw(svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1"></rect><path d="M10.500 3.500v-.5a1 1 0 0 0-1-1H3.500a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h.5"></path>`),
  exists: draw(svg`<circle cx="8" cy="8" r="5.500"></circle><circle class="dot" cx="8" cy="8" r="1.500"></circle>`),
  refresh: draw(svg`<path d="M13 8a5 5 0 1 1-1.500-3.600M13 2.500v2.500h-2.500"></path>`),
  live: draw(svg`<circle class="dot" cx="8" cy="8" r="3.500"></circle>`),
  out: draw(svg`<circle cx="7" cy="7" r="4.500"></circle><path d="m10.500 10.500 3.500 3.500M5 7h4"></path>`),
  arches: html`<svg class="arches" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d="M4 20v-9a3 3 0 0 1 6 0v9M14 20v-9a3 3 0 0 1 6 0v9M2.500 5h19"></path>`}</svg>`,
};
