import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Words } from '../words/words';

@Component({
  selector: 'hdr-not-found',
  imports: [RouterLink],
  template: `<div class="page">
    <div class="page-head">
      <div class="titles">
        <h1>{{ t('shell.notFound') }}</h1>
        <p>{{ t('shell.notFoundText') }}</p>
      </div>
      <div class="actions">
        <a class="btn" routerLink="/">{{ t('nav.overview') }}</a>
      </div>
    </div>
  </div>`,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {
  protected readonly t = inject(Words).t;
}
