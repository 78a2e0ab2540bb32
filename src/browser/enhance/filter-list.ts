/** A box above a long list of choices that leaves only those whose words contain what is typed; the rest stay chosen. */
export function filterLists(): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-filter-list]')) {
    const choices = list.querySelectorAll<HTMLElement>('label.choice');
    const first = list.querySelector('.choice-list');
    if (!first || choices.length < 12) continue;
    const box = document.createElement('input');
    box.type = 'search';
    box.className = 'input input-medium filter-list';
    box.setAttribute('aria-label', list.dataset.filterList ?? '');
    box.placeholder = list.dataset.filterList ?? '';
    box.addEventListener('input', (event) => {
      // it is no field of the form: nothing is to be saved because of it
      event.stopPropagation();
      const wanted = plain(box.value).split(/\s+/).filter(Boolean);
      for (const choice of choices) {
        const words = plain(choice.textContent ?? '');
        choice.hidden = !wanted.every((word) => words.includes(word));
      }
    });
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    first.before(box);
  }
}

/** Lower case, without diacritics, đ as d. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
