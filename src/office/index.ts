export {
  type CatalogueSource,
  type CatalogueTerm,
  readCatalogue,
  readPastedRows,
  TITLE_CHARACTERS,
  TITLE_CHARACTERS_MOST,
} from './catalogue.ts';
export { mergeCitations, readCitations } from './citations.ts';
export { readDeadline } from './deadlines.ts';
export * from './document.ts';
export { parseOfficial } from './extract.ts';
export { type FileFormat, type ForeignFile, fileFormats, readFileFormat } from './file-format.ts';
export { type OfficialFile, readOfficialFile } from './read.ts';
export { normaliseText } from './text.ts';
export {
  type BilingualMessage,
  UNREADABLE_CODES,
  type UnreadableCode,
  UnreadableFile,
} from './unreadable.ts';
