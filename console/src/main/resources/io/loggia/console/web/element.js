/** What the page's elements have in common: they live in the page itself and tell their parent by events. */
import { LitElement } from 'lit';

export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

const NUMBER = new Intl.NumberFormat('en');

export function count(number) {
  return NUMBER.format(number);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
