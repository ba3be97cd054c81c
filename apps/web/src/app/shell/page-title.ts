import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import type { WordKey } from '../words/all-words';
import { Words } from '../words/words';

const PRODUCT = 'Headroom';

/** Names the browser's tab after the page, in the reader's language, or after the thing the page shows. */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly words = inject(Words);
  private readonly key = signal<WordKey | null>(null);
  private readonly subject = signal<string | null>(null);

  constructor() {
    super();
    effect(() => {
      const key = this.key();
      const page = this.subject() ?? (key === null ? null : this.words.t(key));
      this.title.setTitle(page === null ? PRODUCT : `${page} · ${PRODUCT}`);
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    // Titles in the routes are keys of the words; the route table is the only writer.
    this.key.set((this.buildTitle(snapshot) as WordKey | undefined) ?? null);
    this.subject.set(null);
  }

  /** Puts the name of what is shown (a scenario, a plan) in place of the page's own title. */
  show(subject: string): void {
    this.subject.set(subject);
  }
}
