/**
 * Runs before the first paint, so that a reader who chose a dark background never sees a white flash. Pages of the
 * shared cache carry no setting; the cookie is the same one the server reads (src/ui/display.ts).
 */
import { applyDisplay } from './enhance/display.ts';

applyDisplay(document.documentElement);
document.documentElement.dataset.js = '';
