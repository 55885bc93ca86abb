/** Which words of a message a query looks for, so that they can be marked. */

const TOKEN = /([+\-!]?)(?:([\w.@\\*-]+):)?(?:"((?:[^"\\]|\\.)*)"|([^\s()"]+))/g;
const OPERATOR = /^(AND|OR|NOT|TO|&&|\|\|)$/;
const MOST_WORDS = 20;
/** More of them in one word could keep the browser busy with a message made for that. */
const MOST_WILDCARDS = 2;

/** A pattern with one group for what is to be marked; null when there is nothing. */
export function markPattern(query) {
  const words = [];
  let negated = false;
  for (const [, sign, field, phrase, word] of query.matchAll(TOKEN)) {
    const text = phrase ?? word;
    if (phrase === undefined && OPERATOR.test(text)) {
      negated = text === 'NOT';
      continue;
    }
    const about = !field || field === 'message' || field.endsWith('*');
    if (about && !negated && sign !== '-' && sign !== '!' && !/^[[{<>/]/.test(text)) words.push(source(text));
    negated = false;
  }
  const useful = words.filter(Boolean).slice(0, MOST_WORDS);
  return useful.length ? new RegExp('(' + useful.join('|') + ')', 'giu') : null;
}

function source(text) {
  const plain = text.replace(/[~^][\d.]*$/, '').replace(/\\(.)/g, '$1');
  if (!/[\p{L}\p{N}]/u.test(plain) || plain.split(/[*?]/).length - 1 > MOST_WILDCARDS) return '';
  const body = plain.split(/([*?])/).map((part) =>
    part === '*' ? '[\\p{L}\\p{N}_]*' : part === '?' ? '[\\p{L}\\p{N}_]' : part.replace(/[\\^$.|?*+()[\]{}/-]/g, '\\$&')).join('');
  return '(?<![\\p{L}\\p{N}_])' + body + '(?![\\p{L}\\p{N}_])';
}
