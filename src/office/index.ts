export {
  type CatalogueSource,
  type CatalogueTerm,
  type OpenCatalogue,
  openCatalogue,
  type PrintedEntry,
  readCatalogue,
  readPastedRows,
  readPrinted,
  TITLE_CHARACTERS_MOST,
} from './catalogue.ts';
export { datedResult, resultLine } from './cell-lists.ts';
export { readCitations } from './citations.ts';
export { composeDocument, composeTable, drawSheets, printPage, type Sheets } from './compose/compose.ts';
export { templateFields } from './compose/fields.ts';
export {
  type FormCell,
  type FormColumn,
  type FormSheet,
  formWorkbook,
  type NoteSheet,
} from './compose/form-workbook.ts';
export type { Annex, AnnexColumn, OfficialText } from './compose/official-text.ts';
export { passagesOf } from './compose/passages.ts';
export { dateWords } from './compose/wording.ts';
export { impossibleDates } from './dates.ts';
export { readDeadline } from './deadlines.ts';
export * from './document.ts';
export { parseOfficial } from './extract.ts';
export { type FileFormat, type ForeignFile, fileFormats, readFileFormat } from './file-format.ts';
export { FILE_BYTES } from './limits.ts';
export { SCANNED_PAGES_AT_ONCE, type StoppedPage } from './ocr.ts';
export { drawPage, drawsPages } from './ocr-picture.ts';
export { type PicturePage, type Recognition, TURNS, type UncertainWord } from './ocr-shapes.ts';
export {
  asPlainReading,
  markUncertain,
  namesUncertain,
  standingWords,
  staysUncertain,
  uncertainCells,
} from './ocr-uncertain.ts';
export { readPlan } from './plan.ts';
export { dutyTasks } from './plan-body.ts';
export * from './plan-document.ts';
/** @public for the module of plans */
export { readTargetValues } from './plan-values.ts';
export { type OfficialFile, readOfficialFile, readSheets } from './read.ts';
export type { RawSheet } from './sheets.ts';
export { endingOf, readableEndings } from './sniff.ts';
export { statedKind, statedTerm, termWarnings } from './stated-term.ts';
export { normaliseText, oneToneStyle } from './text.ts';
export { ThreadFailure } from './thread.ts';
export { UnreadableFile } from './unreadable.ts';
