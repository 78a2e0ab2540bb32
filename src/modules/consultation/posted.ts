import type { FormFields } from '../../platform/http/form.ts';

/** The version a form was opened with; 0 where it says none, which nothing that is saved has. */
export function versionIn(form: FormFields, name: 'version' | 'comment' = 'version'): number {
  const typed = form.get(name);
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
}
