import { RadioGroup } from '../../../ui/choices.tsx';
import { Select } from '../../../ui/fields.tsx';
import { bindForm } from '../../../ui/form.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DaysForm, type DaysValues } from '../accounts/days-form.tsx';
import { roleName } from '../accounts/sentences.ts';
import { lendableKey, type NamedLendable } from './delegation.ts';
import type { Candidate } from './queries.ts';
import { delegationTexts } from './texts.ts';

/** `deputy` is the id of an account. */
export interface DelegationValues extends DaysValues {
  readonly role: string;
  readonly deputy: string;
}

/** The form of one delegation, of one's own role or, for an administrator, of somebody else's. */
export function DelegationForm(
  props: Omit<Parameters<typeof DaysForm>[0], 'texts' | 'first' | 'hidden' | 'values'> & {
    /** What the principal can lend; one is not asked for. */
    readonly roles: readonly NamedLendable[];
    readonly candidates: readonly Candidate[];
    readonly values: DelegationValues;
  },
) {
  const { roles, candidates, ...form } = props;
  const { lang, values, failure } = form;
  const [only] = roles;
  return (
    <DaysForm
      {...form}
      texts={delegationTexts(lang)}
      hidden={roles.length === 1 && only ? { role: lendableKey(only) } : {}}
      first={<WhatAndToWhom {...{ lang, roles, candidates, values, failure }} />}
    />
  );
}

function WhatAndToWhom({
  lang,
  roles,
  candidates,
  values,
  failure,
}: Pick<Parameters<typeof DelegationForm>[0], 'lang' | 'roles' | 'candidates' | 'values' | 'failure'>) {
  const t = delegationTexts(lang);
  const form = bindForm<DelegationValues>({ lang, values, errors: failure?.errors ?? {} });
  const [only] = roles;
  return (
    <>
      {roles.length === 1 && only ? (
        <p>
          {t.fields.role}: <strong>{roleName(lang, only.role)}</strong>
          {only.agency !== null && (
            <>
              {' · '}
              <InVietnamese lang={lang}>{only.agency}</InVietnamese>
            </>
          )}
        </p>
      ) : (
        <RadioGroup
          {...form.text('role')}
          label={t.fields.role}
          options={roles.map((one) => ({
            value: lendableKey(one),
            ...{ label: roleName(lang, one.role), of: one.agency },
          }))}
        />
      )}
      {candidates.length === 0 && (
        <Notice lang={lang} kind="information">
          {t.nobody}
        </Notice>
      )}
      <Select
        {...form.text('deputy')}
        label={t.fields.deputy}
        hint={t.hints.deputy}
        options={candidates.map((one) => ({ value: String(one.id), label: labelOf(one) }))}
      />
    </>
  );
}

/** “Nông Thị Bích Liên · Chuyên viên · Sở Khoa học và Công nghệ”: people of one name are told apart. */
function labelOf({ name, title, organisation }: Candidate): string {
  return [name, title, organisation].filter(Boolean).join(' · ');
}
