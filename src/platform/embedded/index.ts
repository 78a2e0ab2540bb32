export type { EmbeddedConnection } from './connection.ts';
export { EmbeddedRefusal } from './refusal.ts';
export { type EmbeddedServer, joinEmbedded, superviseEmbedded } from './server.ts';
