import type { CanDeactivateFn } from '@angular/router';

/** A page that may hold work not saved yet. */
export interface HoldsWork {
  mayLeave(): boolean | Promise<boolean>;
}

/** Lets a page keep its reader from losing work. */
export const leaveWithoutLosing: CanDeactivateFn<HoldsWork> = (page) => page.mayLeave();
