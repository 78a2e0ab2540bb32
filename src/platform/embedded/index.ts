export type { EmbeddedConnection } from './connection.ts';
export { EmbeddedRefusal, type EmbeddedRefusalCode } from './refusal.ts';
export {
  type EmbeddedExit,
  type EmbeddedLog,
  type EmbeddedOptions,
  type EmbeddedServer,
  joinEmbedded,
  superviseEmbedded,
} from './server.ts';
