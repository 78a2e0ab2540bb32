import { system } from '../../kernel/actor.ts';
import { addDays, localDateOf } from '../../kernel/dates.ts';
import {
  announceConsultation,
  createConsultation,
  moderateComment,
  saveContent,
  sendComment,
} from '../../modules/consultation/index.ts';
import { findActor } from '../../modules/directory/index.ts';
import type { Services } from '../../platform/services.ts';
import { sampleFiles } from './shapes.ts';

/** Made-up consultations with made-up comments, marked as such: one for everybody, one for chosen people. */
export async function loadConsultations(services: Services, sample: string): Promise<void> {
  for (const { ref, days, people, parts, comments, namesShown, ...words } of await sampleFiles.consultations(
    sample,
  )) {
    const from = localDateOf(services.clock());
    const id = await createConsultation(services, system, {
      ...{ ...words, namesShown: namesShown ? '1' : '', people: people.join('\n'), agencies: [] },
      ...{ from, to: addDays(from, days - 1), editionId: null, illustrative: true, key: `${sample} ${ref}` },
    });
    const saved = services.db.selectFrom('consultation').select(['state', 'version']).where('id', '=', id);
    const { state, version } = await saved.executeTakeFirstOrThrow();
    if (state === 'draft') {
      // what a killed start had saved is saved again
      await saveContent(services, system, id, { parts, version });
      await announceConsultation(services, system, id, version + 1);
    }
    for (const [at, { by, shown, part, ...said }] of comments.entries()) {
      const comment = await sendComment(services, await findActor(services, by), id, {
        ...{ ...said, part: String(part), as: '', key: `${sample} ${ref} ${at}` },
      });
      if (shown) await moderateComment(services, system, id, comment, { show: true, note: '', version: 1 });
    }
  }
}
