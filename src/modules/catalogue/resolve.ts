import { InvalidInput } from '../../kernel/refusal.ts';
import type { Querying } from '../../platform/database/open.ts';
import { communes, matchOrganisations } from '../directory/index.ts';
import type { NamedOrganisation, Place } from './entry.ts';
import type { EntryContent } from './inputs.ts';

export type ResolvedOrganisation = NamedOrganisation;

/** Content whose organisations and places are those of the directory, as far as it knows them. */
export type ResolvedContent = EntryContent extends infer Content
  ? Content extends EntryContent
    ? Omit<Content, 'organisations' | 'places'> & {
        readonly organisations: readonly ResolvedOrganisation[];
        readonly places: readonly Place[];
      }
    : never
  : never;

/**
 * Looks up every organisation (by code or name; unknown names stay as written) and every commune (by code) in two
 * statements. Throws InvalidInput on `places` for a code that is no commune.
 */
export async function resolveContents(
  db: Querying,
  contents: readonly EntryContent[],
): Promise<ResolvedContent[]> {
  const names = [...new Set(contents.flatMap((content) => content.organisations.map(({ name }) => name)))];
  const known = names.length > 0 ? await matchOrganisations(db, names) : new Map();
  const wanted = contents.some((content) => content.places.length > 0);
  const places = new Map((wanted ? await communes(db) : []).map((place) => [place.code, place]));
  return contents.map((content) => {
    const found = {
      organisations: content.organisations.map(({ role, name }): ResolvedOrganisation => {
        const match = known.get(name);
        return match
          ? { role, id: match.id, code: match.code, name: match.name }
          : { role, id: null, code: null, name };
      }),
      places: [...new Set(content.places)].map((code): Place => {
        const place = places.get(code);
        if (!place) throw unknownPlace(code);
        return { id: place.id, code: place.code, name: place.name };
      }),
    };
    return content.kind === 'problems' ? { ...content, ...found } : { ...content, ...found };
  });
}

function unknownPlace(code: string): InvalidInput {
  return new InvalidInput({
    places: {
      vi: `Không có xã, phường nào mang mã ${code}. Hãy chọn lại trong danh sách.`,
      en: `No commune has the code ${code}. Choose again from the list.`,
    },
  });
}
