import { localDateOf } from '../../kernel/dates.ts';
import { countFile } from '../../modules/directory/index.ts';
import { type DataSubject, readHeld } from '../../platform/personal-data.ts';
import type { Services } from '../../platform/services.ts';
import { heldData } from './held.ts';

/** Everything kept of somebody as a JSON file: what each part is, then its rows. Throws Refusal `too_many`. */
export async function dataFile(services: Services, subject: DataSubject): Promise<Response> {
  await countFile(services.db, subject, services.clock());
  const held = await readHeld(services.db, heldData, subject);
  const about = {
    operator: services.installation.operator,
    made_at: services.clock().toISOString(),
    parts: Object.fromEntries(heldData.map(({ key, label }) => [key, label])),
  };
  return new Response(`{"about":${JSON.stringify(about)},"data":${held}}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="du-lieu-ca-nhan-${localDateOf(services.clock())}.json"`,
      'cache-control': 'private, no-store',
    },
  });
}
