import { newToken, tokenHash } from '../../src/modules/directory/index.ts';
import { findFollowable, keepFollowed } from '../../src/modules/notifications/following/followed.ts';
import { followsToken } from '../../src/platform/mail/stop-address.ts';
import type { Services } from '../../src/platform/services.ts';

/** The token of a letter that asks whether somebody wants to follow. */
export async function keptRequest(services: Services, number: number): Promise<string> {
  const token = newToken();
  const at = services.clock();
  await services.db
    .insertInto('follow_request')
    .values({
      ...{ address: `doc-${number}@example.vn`, language: 'vi', manner: 'daily' },
      ...{ followed_id: await followedSeries(services), token_hash: tokenHash(token), asked_at: at },
      expires_at: new Date(at.getTime() + 86_400_000),
    })
    .execute();
  return token;
}

/** The token of an address that follows something. */
export async function keptFollower(services: Services, number: number): Promise<string> {
  const { db, config, clock } = services;
  const { id } = await db
    .insertInto('follower')
    .values({ address: `doc-${number}@example.vn`, language: 'vi', created_at: clock() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const followed = await followedSeries(services);
  await db
    .insertInto('follow')
    .values({ follower_id: id, followed_id: followed, since_seq: 0, created_at: clock() })
    .execute();
  return followsToken(config, id);
}

/** All editions of problems, as something that is followed. */
async function followedSeries({ db, clock }: Services): Promise<number> {
  const thing = await findFollowable(db, { kind: 'series', key: 'problems' });
  if (!thing) throw new Error('all editions can be followed');
  return db.transaction().execute((tx) => keepFollowed(tx, thing, clock()));
}
