import { InvalidInput } from '../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import { changeEvents, changeKinds } from '../api/changes.ts';
import type { Destinations } from './destinations.ts';
import type { Wanted } from './webhook.ts';

export const longest = { name: 100, url: 500, reason: 500 } as const;

/** A webhook as typed. */
export interface WebhookInput extends Wanted {
  readonly name: string;
  readonly url: string;
}

type Fields = Partial<Record<'name' | 'url' | 'kinds' | 'events' | 'sectors', Text>>;

/** `sectors`: codes there are. Throws InvalidInput by field. */
export function checkWanted(
  input: Omit<WebhookInput, 'url'>,
  sectors: readonly string[],
): Omit<WebhookInput, 'url'> {
  const { checked, fields } = readWanted(input, sectors);
  if (Object.keys(fields).length > 0) throw new InvalidInput(fields);
  return checked;
}

function readWanted(input: Omit<WebhookInput, 'url'>, sectors: readonly string[]) {
  const fields: Fields = {};
  const name = singleSpaced(input.name);
  if (name === '') fields.name = { vi: 'Hãy đặt tên cho webhook.', en: 'Give the webhook a name.' };
  else if (name.length > longest.name) fields.name = tooLong(longest.name);
  const known = (field: 'kinds' | 'events' | 'sectors', all: readonly string[]): string[] => {
    const chosen = [...new Set(input[field])];
    if (!chosen.every((one) => all.includes(one)))
      fields[field] = { vi: 'Hãy chọn trong danh sách.', en: 'Choose from the list.' };
    // all of them is as good as none: what is added later is told as well
    return chosen.length === all.length ? [] : chosen;
  };
  const checked = {
    name,
    kinds: known('kinds', changeKinds),
    events: known('events', changeEvents),
    sectors: known('sectors', sectors),
  };
  return { checked, fields };
}

/** Throws InvalidInput by field. */
export function checkWebhook(
  input: WebhookInput,
  sectors: readonly string[],
  destinations: Destinations,
): WebhookInput {
  const { checked, fields } = readWanted(input, sectors);
  const typed = input.url.trim();
  let url = '';
  if (typed.length > longest.url) fields.url = tooLong(longest.url);
  else if (!URL.canParse(typed))
    fields.url = {
      vi: 'Hãy ghi địa chỉ đầy đủ, ví dụ https://may-chu.vn/nhip-cau.',
      en: 'Give the whole address, such as https://server.vn/nhip-cau.',
    };
  else {
    const read = new URL(typed);
    read.hash = '';
    url = read.href;
    const refused = destinations.refuse(read);
    if (refused) fields.url = refused;
  }
  if (Object.keys(fields).length > 0) throw new InvalidInput(fields);
  return { ...checked, url };
}

function tooLong(most: number): Text {
  return { vi: `Dài quá ${most} ký tự. Hãy rút gọn.`, en: `Longer than ${most} characters. Shorten it.` };
}
