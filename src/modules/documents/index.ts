export { citationKey } from './citation-key.ts';
export { citationText, documentName, placeInDocument } from './citation-text.ts';
export {
  type CitedDocument,
  type CitingRow,
  chooseDocument,
  linkKey,
  resolveCitations,
} from './citing.ts';
export {
  editDocument,
  joinDocuments,
  publishDocument,
  publishDocumentWithin,
  removeDraft,
} from './commands.ts';
export { documentLifecycle, type RegisteredDocument } from './document.ts';
export { documentPage } from './document-page.tsx';
export { kindNameOf, kindNames } from './kind-names.ts';
export { documentPaths, documentWork } from './paths.ts';
export {
  type DocumentItems,
  type DocumentQuery,
  findPublicDocument,
  listDocuments,
  type PublicDocument,
  type PublicDocumentDetail,
} from './public-shapes.ts';
export { type KeptFile, type NewDocument, type Registration, registerDocument } from './register.ts';
export { documentRoutes } from './routes.ts';
export { documentSearchItems } from './search-items.ts';
export { findDocument } from './store.ts';
