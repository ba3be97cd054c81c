import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import { Words } from '../words/words';

@Component({
  selector: 'hdr-not-found',
  imports: [EmptyState, RouterLink],
  template: `<div class="page">
    <hdr-empty-state icon="search" [heading]="t('shell.notFound')" [text]="t('shell.notFoundText')">
      <a class="btn" routerLink="/scenarios">{{ t('nav.scenarios') }}</a>
    </hdr-empty-state>
  </div>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {
  protected readonly t = inject(Words).t;
}
