export { citationKey } from './citation-key.ts';
export { citationText, documentName, placeInDocument } from './citation-text.ts';
export {
  type CitedDocument,
  chooseDocument,
  isReplacedBy,
  linkKey,
  resolveCitations,
} from './citing.ts';
export {
  editDocument,
  publishDocument,
  publishDocumentWithin,
  removeDraft,
} from './commands.ts';
export { completeDocumentWithin } from './complete.ts';
export { documentLifecycle } from './document.ts';
export { documentPage } from './document-page.tsx';
export { fileAnswer } from './file-answer.ts';
export { attachmentHeaders } from './file-headers.ts';
export { filtersOf as readRegisterFilters } from './filters.ts';
export { openKeptFile, sealKeptFile } from './kept-file.ts';
export { kindNames } from './kind-names.ts';
export { guardDraftEdits, onDateCorrected } from './news.ts';
export { walkDocumentRows } from './open-rows.ts';
export { registerPrintout } from './pages.tsx';
export { documentPaths, documentWork } from './paths.ts';
export { printout, printoutOf } from './printout.ts';
export { printTexts } from './printout-texts.ts';
export {
  documentPlace,
  findPublicDocument,
  listDocuments,
} from './public-shapes.ts';
export { type KeptScan, recognitionShape, warnOfStopped } from './recognition.ts';
export { type KeptFile, type NewDocument, registerDocument, registerDocumentWithin } from './register.ts';
export { documentRoutes } from './routes.ts';
export { pictureAt, scanPicture, scanPlace } from './scan-answer.ts';
export { scanTexts } from './scan-texts.ts';
export { Marked, ScanNotice, ScanView } from './scan-view.tsx';
export { documentSearchItems } from './search-items.ts';
export { registerSentence } from './sentences.ts';
export { findDocument, holdDocument, keepStoredFile } from './store.ts';
export {
  documentCopied,
  documentOfFile,
  documentsNumbered,
  type KnownHead,
  lockNumber,
  type Twin,
} from './twins.ts';
