import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';

/** A mail as its reader sees it, in a frame of its own that runs nothing and may reach nothing of the page. */
@Component({
  selector: 'hdr-mail-frame',
  template: `<iframe
    sandbox=""
    referrerpolicy="no-referrer"
    [title]="label()"
    [srcdoc]="content()"
  ></iframe>`,
  styles: `
    iframe {
      display: block;
      inline-size: 100%;
      block-size: min(720px, 80dvh);
      border: 0;
      background: #fff;
      color-scheme: light;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MailFrame {
  private readonly sanitizer = inject(DomSanitizer);
  readonly html = input.required<string>();
  readonly label = input.required<string>();
  // Sanitising would take a mail's inline styles away; the empty sandbox is what makes it harmless.
  protected readonly content = computed(() => this.sanitizer.bypassSecurityTrustHtml(this.html()));
}
