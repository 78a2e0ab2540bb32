export {
  apiEdition,
  apiListedEntry,
  apiNeed,
  apiProblem,
  editionForApi,
  editionUrl,
  listedForApi,
  needForApi,
  problemForApi,
} from './api.ts';
export { actedBy } from './approval/acted-by.ts';
export { type ApprovalState, approvalOf } from './approval/approval-of.ts';
export {
  forwardEdition,
  publishEdition,
  publishIssuedElsewhere,
  submitEdition,
  withdrawEdition,
} from './approval/commands.ts';
export {
  acceptedEndings,
  acceptedKinds,
  foreignFileTexts,
  mostAttachmentBytes,
  nameFor,
} from './attachment.ts';
export { attachFile } from './attachment-commands.ts';
export {
  foreseen,
  knownByContent,
  type Outcome,
  readForIntake,
  refusalOf,
  refused,
  type Target,
  takeIn,
} from './batch/intake.ts';
export { batchWork } from './batch/paths.ts';
export { catalogueComing } from './coming-up.ts';
export { seenBy } from './confidential/seen.ts';
export { aboutWithheld, withheldEntry, withheldEvent } from './confidential/withheld.ts';
export { type DeskWork, deskOf } from './desk-queries.ts';
export { type Edition, editionStateName, isUnpublished, readSpan } from './edition.ts';
export { changeEdition, createEdition } from './edition-commands.ts';
export { showBesideEditions } from './edition-neighbours.ts';
export { findEdition } from './edition-store.ts';
export { EditionTable, History } from './edition-views.tsx';
export { type CatalogueKind, entryStatuses } from './entry.ts';
export { addEntry, moveEntry, removeEntry, restoreEntry, saveEntry } from './entry-commands.ts';
export { offerBesideEntries, showBesideEntries } from './entry-neighbours.ts';
export { catalogueSentence, type PastEvent, toldAtFirst } from './history.ts';
export { importCatalogue } from './import-commands.ts';
export { OpenImports } from './import-start-view.tsx';
export type { EditionInput, EntryInput } from './inputs.ts';
export { catalogueJobs } from './jobs.ts';
export { namesForRows, readEntryQuery, writeEntryQuery } from './listing.ts';
export { recordDraftLooks, recordLook } from './looks.ts';
export { noteTexts } from './notes/texts.ts';
export { type EntryRecord, walkEntryRecords, walkEntryRows } from './open-data/entry-rows.ts';
export { countOutcomes, walkEditionRows, walkOutcomeRows } from './open-data/other-rows.ts';
export { openEdition, openNeed, openOutcome, openProblem } from './open-data/shapes.ts';
export { writtenAnswer } from './outgoing/annex-files.ts';
export { agencyInWords } from './outgoing/composed.ts';
export { consultedEntries } from './outgoing/consulted.ts';
export { typedDate } from './outgoing/outgoing.ts';
export { drawingAnswer } from './outgoing/preview.ts';
export { keptPreview, PreviewPane } from './outgoing/preview-view.tsx';
export { strayPaste } from './outgoing/wrong-texts.ts';
export { ownQuestionPath, publicEntry as publicEntryPath, work } from './paths.ts';
export {
  authorise,
  type CatalogueAction,
  can,
  catalogueEditors,
  catalogueReaders,
  looksAsInspector,
  mayRead,
  visibleTo,
} from './policy.ts';
export { entriesCiting } from './public-citing.ts';
export { findCanonicalCode } from './public-code.ts';
export { type CountedEdition, listPublicEditions, withdrawnEditionsOf } from './public-editions.ts';
export { everPublic, findPublicEntry, isPublic, type PublicEntry, stillPublic } from './public-entry.ts';
export { type CatalogueOverview, catalogueOverview } from './public-home.ts';
export { catalogueSearchItems } from './public-index.ts';
export { publicCatalogueRoutes } from './public-pages.tsx';
export { type PastEntry, pastEntriesCalled } from './public-past.ts';
export { PastRows, pastTexts } from './public-past-view.tsx';
export { Excerpt, entryRow, Marked, titleIn } from './public-rows.tsx';
export { answerQuestion } from './questions/answering.ts';
export { apiQuestion, questionForApi } from './questions/api.ts';
export { askQuestion } from './questions/ask.ts';
export { forgetAsker, questionData, questionKeepings } from './questions/held-data.ts';
export { answeringAgencies } from './questions/holder.ts';
export { readLines } from './questions/inputs.ts';
export { questionRow } from './questions/list-view.tsx';
export { questionsReadBy, questionToTell } from './questions/news.ts';
export { agencyIn, otherThan, Words } from './questions/parts.tsx';
export { publicQuestions } from './questions/public.ts';
export type { Agency, Question } from './questions/question.ts';
export { questionSearchItems, readShownQuestion } from './questions/search-items.ts';
export { questionTexts } from './questions/texts.ts';
export { catalogueRoutes } from './routes.ts';
export { describeSearch, readSavedSearch } from './saved-search.ts';
export { listSectors, type Sector, saveSector } from './sector.ts';
export { recordSignedCopy } from './signed/commands.ts';
export { endedEntry } from './succession/public.ts';
export { DifferenceTable } from './versions/difference-view.tsx';
export type { VersionDifference } from './versions/differences.ts';
export { findPublicEntryOn } from './versions/entry.ts';
export { walkEntriesOn } from './versions/list.ts';
export { Withdrawn } from './withdrawn.tsx';
