import { sql } from 'kysely';
import { InvalidInput } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { directoryPaths } from '../../modules/directory/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import { countHeld, type DataSubject } from '../../platform/personal-data.ts';
import { heldData } from './held.ts';
import type { RequestKind } from './request.ts';

/** Fields of an account that an officer corrects on its page, by the names the event log has for them. */
const accountFields: Readonly<Record<string, Text>> = {
  name: { vi: 'Họ và tên', en: 'Name' },
  title: { vi: 'Chức danh', en: 'Title' },
  email: { vi: 'E-mail', en: 'E-mail address' },
  organisation: { vi: 'Cơ quan, đơn vị', en: 'Agency' },
};

const profile: Text = {
  vi: 'Hồ sơ tổ chức: địa chỉ, điện thoại, giới thiệu',
  en: 'Profile of the organisation: address, telephone, activity',
};

/** Something held that may be wrong: what an officer says was corrected, or is used no longer. */
export interface HeldField {
  /** As it is kept with the request: `account.name`, `profile.CODE`, or the key of a kind of data. */
  readonly key: string;
  readonly label: Text;
  /** The page that shows it, where it is corrected or by whom; null: there is no one page. */
  readonly path: string | null;
  /** When it was changed last; null: never, or nobody notes it. */
  readonly changedAt: Date | null;
  /** Whether each change is noted: then nobody says it was corrected while it was not. */
  readonly noted: boolean;
}

/** Fields held, by how far they can be told apart: all of them, or those that can be corrected. Two statements. */
export async function heldFields(
  db: Querying,
  subject: DataSubject,
  kind: RequestKind,
): Promise<readonly HeldField[]> {
  const { accountId } = subject;
  const held = await countHeld(db, heldData, subject);
  const own = accountId === null ? [] : await ownFields(db, accountId);
  const kinds = heldData
    .filter(
      ({ key, past }) => key !== 'account' && (held.get(key) ?? 0) > 0 && !(past && kind === 'correction'),
    )
    .map(({ key, label }) => ({ key, label, path: null, changedAt: null, noted: false }));
  return [...own, ...kinds];
}

/** What stands on the account and on the profiles of organisations it belongs to. One statement. */
async function ownFields(db: Querying, accountId: number): Promise<readonly HeldField[]> {
  const { rows } = await sql<{ kind: 'account' | 'profile'; key: string; name: string; at: Date | null }>`
    select 'account' as kind, f.field as key, '' as name, (
      select max(e.at) from event e where e.subject_kind = 'account' and e.subject_id = ${String(accountId)}
        and ((e.name = 'account.changed' and e.facts -> 'fields' ? f.field) or (e.name = 'email.changed' and f.field = 'email'))) as at
    from unnest(${Object.keys(accountFields)}::text[]) with ordinality f(field, place)
    union all select 'profile', o.code, o.name, p.updated_at
    from membership m join organisation o on o.id = m.organisation_id join organisation_profile p on p.organisation_id = o.id
    where m.account_id = ${accountId} and m.ended_at is null`.execute(db);
  return rows.map(({ kind, key, name, at }) => ({
    ...{ key: `${kind}.${key}`, changedAt: at, noted: true },
    label:
      kind === 'account'
        ? labelOf(`account.${key}`)
        : { vi: `${profile.vi} (${name})`, en: `${profile.en} (${name})` },
    path: kind === 'account' ? directoryPaths.editAccount(accountId) : directoryPaths.organisation(key),
  }));
}

/** What a kept key stands for; of an organisation its code, as names are the organisation's own. */
export function labelOf(key: string): Text {
  const [kind, field = ''] = key.split(/\.(.*)/s);
  const account = kind === 'account' ? accountFields[field] : undefined;
  if (account) return account;
  if (kind === 'profile') return { vi: `${profile.vi} (${field})`, en: `${profile.en} (${field})` };
  return heldData.find((one) => one.key === key)?.label ?? { vi: key, en: key };
}

/**
 * What was chosen of the fields held. Nothing is called corrected that has not changed since it was asked, where changes are
 * noted. Throws InvalidInput `fields`.
 */
export function checkFields(
  chosen: readonly string[],
  held: readonly HeldField[],
  /** null: nothing had to change. */
  changedSince: Date | null,
): readonly string[] {
  const fields = held.filter(({ key }) => chosen.includes(key));
  if (fields.length === 0) throw new InvalidInput({ fields: chooseOne });
  const unchanged =
    changedSince === null
      ? []
      : fields.filter(({ noted, changedAt }) => noted && (changedAt === null || changedAt < changedSince));
  if (unchanged.length > 0) throw new InvalidInput({ fields: notChanged(unchanged) });
  return fields.map(({ key }) => key);
}

const chooseOne: Text = {
  vi: 'Hãy chọn ít nhất một dữ liệu. Không có gì để sửa hay hạn chế thì từ chối và nêu lý do.',
  en: 'Choose one kind of data at least. Where there is nothing to correct or restrict, refuse and say why.',
};

function notChanged(fields: readonly HeldField[]): Text {
  const names = (language: 'vi' | 'en') => fields.map(({ label }) => label[language]).join('; ');
  return {
    vi: `Chưa được sửa từ khi nhận yêu cầu: ${names('vi')}. Hãy sửa trước, hoặc bỏ chọn.`,
    en: `Not changed since the request came: ${names('en')}. Correct it first, or do not choose it.`,
  };
}
