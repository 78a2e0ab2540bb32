export * from './document.ts';
export { normaliseText } from './text.ts';
export {
  type BilingualMessage,
  UNREADABLE_CODES,
  type UnreadableCode,
  UnreadableFile,
} from './unreadable.ts';
