/** All enhancements of a page. Everything works without them; each finds its own elements and leaves others alone. */
import { autosaveForms } from './enhance/autosave.ts';
import { keepCurrent } from './enhance/current.ts';
import { enhanceDisplayForms } from './enhance/display.ts';
import { filterLists } from './enhance/filter-list.ts';
import {
  countCharacters,
  focusSummary,
  guardDoublePosts,
  guardUnsavedChanges,
  offerShownPasswords,
  submitOnChange,
} from './enhance/forms.ts';
import { closePanels, enhancePageTools, openFilters, unfoldForPrint } from './enhance/page-tools.ts';
import { offerPasskeys } from './enhance/passkey.ts';
import { previewWhileTyping } from './enhance/preview.ts';
import { dropDraftsOnSignOut } from './enhance/sign-out.ts';
import { enhanceUploads } from './enhance/upload.ts';

enhanceDisplayForms();
closePanels();
openFilters();
focusSummary();
countCharacters();
filterLists();
offerShownPasswords();
offerPasskeys();
guardUnsavedChanges();
autosaveForms();
enhanceUploads();
previewWhileTyping();
dropDraftsOnSignOut();
guardDoublePosts();
submitOnChange();
enhancePageTools();
unfoldForPrint();
keepCurrent();
