import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database/open.ts';
import type { BlobStore } from './files.ts';
import type { Installation } from './installation.ts';
import type { Logger } from './log.ts';

/** What commands and queries work with; one object for web, worker and command line. */
export interface Services {
  readonly config: Config;
  readonly db: Database;
  readonly files: BlobStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly installation: Installation;
  /** Hashed addresses of styles, scripts and pictures by logical name; empty on the command line. */
  readonly assets: Readonly<Record<string, string>>;
}
