import {
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import {
  type DeploymentSearchAnswer,
  type DeploymentSearchRequest,
  type Excuse,
  messageText,
  type SystemDeployments,
} from '@headroom/models';
import { DeploymentsApi } from '../api/deployments-api';
import type { Telling } from '../catalog/catalog-rows';
import { HardwareNames } from '../catalog/hardware-names';
import { Theme } from '../shell/theme';
import { EmptyState } from '../ui/empty-state';
import { ErrorNotice } from '../ui/error-notice';
import { Format } from '../ui/format';
import { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { Words } from '../words/words';
import { deploymentColumns, systemName } from './deployment-columns';
import { DeploymentDetail } from './deployment-detail';
import { DeploymentForm } from './deployment-form';
import { DeploymentFront } from './deployment-front';

/** How one model is best served: the search, its front, the best of every system, and one in detail. */
@Component({
  selector: 'hdr-deployments-page',
  imports: [
    DeploymentDetail,
    DeploymentForm,
    DeploymentFront,
    EmptyState,
    ErrorNotice,
    Loading,
    TableCard,
  ],
  templateUrl: './deployments-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeploymentsPage {
  private readonly api = inject(DeploymentsApi);
  private readonly words = inject(Words);
  private readonly format = inject(Format);
  private readonly theme = inject(Theme);
  private readonly hardware = inject(HardwareNames);
  protected readonly t = this.words.t;

  protected readonly state = new LoadState<DeploymentSearchAnswer>();
  protected readonly detail = new LoadState<SystemDeployments>();
  protected readonly opened = signal<SystemDeployments | null>(null);
  private readonly request = signal<DeploymentSearchRequest | null>(null);
  private readonly detailPlace = viewChild<ElementRef<HTMLElement>>('detailPlace');

  protected readonly telling = computed((): Telling => ({
    t: this.t,
    format: this.format.current(),
    isChinese: this.words.isChinese(),
    isDark: this.theme.isDark(),
  }));
  protected readonly columns = computed(() =>
    deploymentColumns(this.telling(), (system) => this.open(system)),
  );
  protected readonly caption = computed(() => {
    const answer = this.state.value();
    return answer === null
      ? ''
      : this.t('deploy.evaluated', {
          n: this.format.current().integer(answer.evaluated),
          systems: answer.systems.length,
        });
  });
  protected readonly excuseColumns = computed((): readonly Column<Excuse>[] => [
    {
      id: 'system',
      label: this.t('deploy.system'),
      cell: (excuse) => this.hardware.of(excuse),
      sort: (excuse) => this.hardware.of(excuse),
    },
    {
      id: 'reason',
      label: this.t('deploy.reason'),
      wide: true,
      cell: ({ message }) =>
        messageText(message, this.words.locale(), undefined, this.hardware.known()),
      sort: ({ code }) => code,
      csv: ({ message }) => message.text,
    },
    {
      id: 'nearest',
      label: this.t('deploy.nearest'),
      align: 'end',
      cell: ({ nearestFeasible, unit, message }) =>
        nearestFeasible === null
          ? String(message.params['nearest'] ?? '–')
          : `${this.format.current().number(nearestFeasible)} ${unit ?? ''}`.trim(),
      sort: ({ nearestFeasible }) => nearestFeasible,
    },
  ]);

  protected search(request: DeploymentSearchRequest): void {
    this.request.set(request);
    this.opened.set(null);
    void this.state.load(() => this.api.search(request));
  }

  protected retry(): void {
    const request = this.request();
    if (request !== null) this.search(request);
  }

  protected close(): void {
    this.opened.set(null);
  }

  protected nameOf(system: SystemDeployments): string {
    return systemName(system);
  }

  /** Asks for the same search of this system alone, with its breakdown and flags, and goes there. */
  protected open(system: SystemDeployments): void {
    const request = this.request();
    if (request === null) return;
    this.opened.set(system);
    const from = system.prefillSystemId;
    const systems = from === null ? [system.systemId] : [from, system.systemId];
    void this.detail.load(async () => {
      const answer = await this.api.search({
        ...request,
        systems,
        acrossSystems: from !== null,
        detail: true,
      });
      const found = answer.systems.find(
        (s) => s.systemId === system.systemId && s.prefillSystemId === from,
      );
      if (found === undefined) throw new Error('The search lost the system it found.');
      return found;
    });
    setTimeout(() => {
      const place = this.detailPlace()?.nativeElement;
      place?.focus({ preventScroll: true });
      place?.scrollIntoView({ block: 'start' });
    });
  }
}
