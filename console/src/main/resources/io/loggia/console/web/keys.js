/** Keys for the whole page: / to the query, j and k through the events, Enter opens, Esc closes. */

export function listenToKeys(app) {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const act = actions(app)[event.key];
    if (act && act(event) !== false) event.preventDefault();
  });
}

function actions(app) {
  return {
    '/': () => app.querySelector('loggia-query-bar').focusQuery(),
    j: () => app.table?.move(1),
    k: () => app.table?.move(-1),
    Enter: (event) => {
      const row = event.target.closest?.('.line') ?? (event.target === document.body && app.querySelector('.event.current .line'));
      return row ? row.click() : false;
    },
    Escape: () => app.closeEvent(),
  };
}

function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
