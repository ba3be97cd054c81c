import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSidenav, MatSidenavContainer, MatSidenavContent } from '@angular/material/sidenav';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { Role } from '@headroom/models';
import { filter, map } from 'rxjs';
import { Session } from '../auth/session';
import { Icon, type IconName } from '../ui/icon';
import type { WordKey } from '../words/all-words';
import { Words } from '../words/words';
import { Currency } from './currency';
import { LanguageMenu } from './language-menu';
import { Logo } from './logo';
import { ThemeMenu } from './theme-menu';
import { WorkspaceMenu } from './workspace-menu';

interface Destination {
  path: string;
  word: WordKey;
  icon: IconName;
}

/** The frame of every page: navigation, workspace, language, currency, theme. */
@Component({
  selector: 'hdr-shell',
  imports: [
    Icon,
    LanguageMenu,
    Logo,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatSidenav,
    MatSidenavContainer,
    MatSidenavContent,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    ThemeMenu,
    WorkspaceMenu,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Shell {
  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly currency = inject(Currency);
  protected readonly t = inject(Words).t;

  protected readonly isNarrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 899px)')
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  protected readonly drawerOpen = signal(false);
  private readonly main = viewChild<ElementRef<HTMLElement>>('main');

  protected readonly planning: readonly Destination[] = [
    { path: '/', word: 'nav.overview', icon: 'home' },
    { path: '/scenarios', word: 'nav.scenarios', icon: 'scenario' },
    { path: '/compare', word: 'nav.compare', icon: 'compare' },
    { path: '/training', word: 'nav.training', icon: 'train' },
    { path: '/deployments', word: 'nav.deployments', icon: 'deploy' },
    { path: '/catalog', word: 'nav.catalog', icon: 'catalog' },
    { path: '/reports', word: 'nav.reports', icon: 'report' },
    { path: '/mailbox', word: 'nav.mailbox', icon: 'mail' },
  ];
  protected readonly settings = computed((): readonly Destination[] => {
    const members: Destination = { path: '/settings/members', word: 'nav.members', icon: 'people' };
    const keys: Destination = { path: '/settings/keys', word: 'nav.keys', icon: 'key' };
    const own: Destination = {
      path: '/settings/measurements',
      word: 'nav.calibrations',
      icon: 'chart',
    };
    return this.session.may('keys:read') ? [own, keys, members] : [own, members];
  });

  constructor() {
    toSignal(
      this.router.events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map(() => {
          this.drawerOpen.set(false);
          this.startAtTop();
        }),
      ),
    );
  }

  protected readonly currencies = ['USD', 'CNY'] as const;

  protected roleWord(role: Role): WordKey {
    return `role.${role}`;
  }

  protected initials(name: string): string {
    return name
      .split(/\s+/)
      .slice(0, 2)
      .map((part) => [...part][0] ?? '')
      .join('')
      .toUpperCase();
  }

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigate(['/sign-in']);
  }

  /** The page scrolls inside the frame, so the router cannot do this; screen readers start at the new page too. */
  private startAtTop(): void {
    const main = this.main()?.nativeElement;
    main?.scrollTo({ top: 0, behavior: 'instant' });
    main?.focus({ preventScroll: true });
  }

  protected focusMain(main: HTMLElement): void {
    main.focus();
  }
}
