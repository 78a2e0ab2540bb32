import type { VNode } from 'preact';
import type { Call } from '../../../platform/http/call.ts';
import { Breadcrumbs } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { personOf } from '../sessions/person-of.ts';
import { sessionTexts } from '../sessions/texts.ts';
import type { Account } from './account.ts';
import { AccountCrumbs } from './views.tsx';

/** Whose account a form is about, and where it stands: one's own page, or the administrator's page of an account. */
export interface FormPlace {
  readonly isOwn: boolean;
  readonly accountId: (call: Call) => number;
  readonly action: (account: Account) => string;
  readonly back: (account: Account) => string;
}

export function formPlaces(
  ownForm: string,
  formFor: (id: number) => string,
): { readonly own: FormPlace; readonly ofAnother: FormPlace } {
  return {
    own: {
      isOwn: true,
      accountId: (call) => personOf(call).id,
      action: () => ownForm,
      back: () => directoryPaths.mine,
    },
    ofAnother: {
      isOwn: false,
      accountId: (call) => readId(call, 'id'),
      action: ({ id }) => formFor(id),
      back: ({ id }) => directoryPaths.account(id),
    },
  };
}

export function placeCrumbs(
  { language: lang }: Call,
  { isOwn }: FormPlace,
  account: Account,
  here: string,
): VNode {
  if (!isOwn) return <AccountCrumbs lang={lang} account={account} here={here} />;
  const mine = { label: sessionTexts(lang).mine, href: localPath(lang, directoryPaths.mine) };
  return <Breadcrumbs lang={lang} items={[mine]} here={here} />;
}
