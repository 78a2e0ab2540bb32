import { directoryPaths } from './paths.ts';

/** Where somebody's work begins. */
export function landing(isAdministrator: boolean): string {
  return isAdministrator ? directoryPaths.administration : directoryPaths.desk;
}
