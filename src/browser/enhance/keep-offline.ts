import { canKeep, findKept, forgetPage, type KeptPage, keepPage, keptPages, today } from './kept-pages.ts';

/** The button that keeps a page on this device, or forgets it. */
export async function offerKeeping(): Promise<void> {
  const box = document.querySelector<HTMLElement>('[data-keep]');
  const button = box?.querySelector<HTMLButtonElement>('button');
  const words = button?.querySelector('span');
  const status = box?.querySelector<HTMLElement>('[data-keep-status]');
  if (!box || !button || !words || !status || !canKeep()) return;
  const { keep: address = '', list: listed = '', title = '' } = box.dataset;
  let kept = await findKept(address);
  const list = box.querySelector('a');
  const show = (told = '') => {
    if (list) list.hidden = kept === null;
    words.textContent = (kept ? box.dataset.forget : box.dataset.offer) ?? '';
    status.textContent = told;
  };
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      if (kept) await forgetPage(address);
      else await keepPage(address, listed, title);
      kept = await findKept(address);
      show(kept ? box.dataset.done : box.dataset.forgotten);
    } catch {
      // no network, or no room left: the reader is told, nothing else depends on it
      show(box.dataset.failed);
    }
    button.disabled = false;
  });
  const shownKept = document.documentElement.dataset.kept;
  show(shownKept && kept ? (box.dataset.shown ?? '').replace('{day}', dayWords(shownKept)) : '');
  box.hidden = false;
  // a page that is read again is kept as it is today
  if (kept && !shownKept && kept.day !== today())
    await keepPage(address, listed, title).catch(() => undefined);
}

const dayWords = (day: string): string => day.split('-').reverse().join('/');

/** The list of what is kept on this device. */
export async function listKept(): Promise<void> {
  const box = document.querySelector<HTMLElement>('[data-kept-list]');
  const list = box?.querySelector('ul');
  const none = box?.querySelector<HTMLElement>('[data-none]');
  if (!box || !list || !none) return;
  const without = document.querySelector<HTMLElement>('[data-without]');
  if (!canKeep()) return;
  // shown in place of a page that is not kept
  const elsewhere = document.querySelector<HTMLElement>('[data-not-kept]');
  if (elsewhere) elsewhere.hidden = location.pathname === box.dataset.keptList;
  const draw = async () => {
    const pages = await keptPages();
    list.replaceChildren(...pages.reverse().map((page) => line(page, box, draw)));
    none.hidden = pages.length > 0;
  };
  await draw();
  if (without) without.hidden = true;
  box.hidden = false;
}

function line(page: KeptPage, box: HTMLElement, drawAgain: () => Promise<void>): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'row';
  const body = document.createElement('div');
  body.className = 'row-body';
  const link = document.createElement('a');
  link.className = 'row-title';
  link.href = page.address;
  link.textContent = page.title;
  const day = document.createElement('div');
  day.className = 'row-detail';
  day.textContent = (box.dataset.keptOn ?? '').replace('{day}', dayWords(page.day));
  body.append(link, day);
  const marks = document.createElement('div');
  marks.className = 'row-marks';
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'button button-secondary button-small';
  remove.textContent = box.dataset.remove ?? '';
  remove.setAttribute('aria-label', `${box.dataset.remove}: ${page.title}`);
  remove.addEventListener('click', async () => {
    await forgetPage(page.address);
    await drawAgain();
    document.querySelector<HTMLElement>('main')?.focus();
  });
  marks.append(remove);
  item.append(body, marks);
  return item;
}
