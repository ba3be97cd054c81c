import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Words } from '../words/words';
import { errorSentence } from './error-sentence';

/** Time to think again before a removal is carried out. */
const UNDO_MS = 7000;

interface Removal {
  /** What is said, such as "Scenario deleted". */
  said: string;
  /** Address whose DELETE carries it out when the page is closed early. */
  path: string;
  carryOut: () => Promise<void>;
  /** Puts the thing back on the page: asked for by the reader, or because the removal failed. */
  putBack: () => void;
}

/** Removes things a moment later, so that nobody has to be asked "are you sure". */
@Injectable({ providedIn: 'root' })
export class Undo {
  private readonly snackBar = inject(MatSnackBar);
  private readonly words = inject(Words);
  private readonly pending = new Set<string>();

  constructor() {
    addEventListener('pagehide', () => {
      for (const path of this.pending) void fetch(path, { method: 'DELETE', keepalive: true });
    });
  }

  remove(removal: Removal): void {
    this.pending.add(removal.path);
    const offer = this.snackBar.open(removal.said, this.words.t('undo'), { duration: UNDO_MS });
    offer.afterDismissed().subscribe(({ dismissedByAction }) => {
      this.pending.delete(removal.path);
      if (dismissedByAction) removal.putBack();
      else void this.carryOut(removal);
    });
  }

  private async carryOut(removal: Removal): Promise<void> {
    try {
      await removal.carryOut();
    } catch (failure) {
      removal.putBack();
      this.snackBar.open(errorSentence(failure, this.words.t), undefined, { duration: UNDO_MS });
    }
  }
}
