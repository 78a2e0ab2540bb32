/**
 * Signing out leaves nothing of what was typed and not sent on this device. Where there is something it asks first, in the
 * words of `data-ask`; `data-drafts-of` says whose it is.
 */
import { dropKeptOf, keptOf } from './autosave.ts';

export function dropDraftsOnSignOut(): void {
  const own = document.querySelector<HTMLFormElement>('form[data-drafts-of]');
  const owner = own?.dataset.draftsOf;
  if (!own || !owner) return;
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // a page may have another form to sign out by
    if (!(form instanceof HTMLFormElement) || form.action !== own.action || event.defaultPrevented) return;
    const count = keptOf(owner).length;
    const words = own.dataset.ask?.replace('{count}', String(count));
    if (count > 0 && !confirm(words)) {
      event.preventDefault();
      return;
    }
    dropKeptOf(owner);
    // asked once is enough
    if (count > 0)
      for (const dirty of document.querySelectorAll<HTMLFormElement>('form[data-autosave][data-dirty]'))
        delete dirty.dataset.dirty;
  });
}
