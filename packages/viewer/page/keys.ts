interface KeyTargets {
  readonly query: HTMLInputElement;
  readonly filter: HTMLInputElement;
  readonly help: HTMLDialogElement;
  readonly step: (by: 1 | -1) => void;
  /** Leaves the search. */
  readonly close: () => void;
}

/** Keys of the page: `/` searches, `t` filters the tree, `j` and `k` open the next file and the one before, `?` shows these. */
export function listenToKeys({ query, filter, help, step, close }: KeyTargets): void {
  document.getElementById('help-open')?.addEventListener('click', () => help.showModal());
  document.getElementById('help-close')?.addEventListener('click', () => help.close());
  addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === 'Escape' && isTyping) {
      (event.target as HTMLElement).blur();
      if (event.target === query) {
        query.value = '';
        close();
      }
      return;
    }
    if (isTyping) return;
    const actions = new Map<string, () => void>([
      ['/', () => query.focus()],
      ['t', () => filter.focus()],
      ['j', () => step(1)],
      ['k', () => step(-1)],
      ['?', () => help.showModal()],
    ]);
    const action = actions.get(event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
