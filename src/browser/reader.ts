/** Tools of a text to be read, and the list of what is kept to be read without a network; loaded where a page has them. */
import { listKept, offerKeeping } from './enhance/keep-offline.ts';
import { offerReadingAloud } from './enhance/read-aloud.ts';

offerReadingAloud();
void offerKeeping();
void listKept();
