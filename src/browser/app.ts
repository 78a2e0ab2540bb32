/** All enhancements of a page. Everything works without them; each finds its own elements and leaves others alone. */
import { autosaveForms } from './autosave.ts';
import { enhanceDisplayForms } from './display.ts';
import {
  countCharacters,
  focusSummary,
  guardDoublePosts,
  guardUnsavedChanges,
  offerShownPasswords,
  submitOnChange,
} from './forms.ts';
import { closePanels, enhancePageTools, openFilters } from './page-tools.ts';
import { enhanceUploads } from './upload.ts';

enhanceDisplayForms();
closePanels();
openFilters();
focusSummary();
countCharacters();
offerShownPasswords();
guardUnsavedChanges();
autosaveForms();
enhanceUploads();
guardDoublePosts();
submitOnChange();
enhancePageTools();
