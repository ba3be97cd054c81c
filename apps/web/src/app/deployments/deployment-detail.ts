import {
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import {
  type DeployHint,
  type Message,
  messageText,
  type OperationTime,
  type StepBreakdown,
  type SystemDeployments,
} from '@headroom/models';
import type { Telling } from '../catalog/catalog-rows';
import { CopyButton } from '../ui/copy-button';
import { ErrorNotice } from '../ui/error-notice';
import { Icon } from '../ui/icon';
import type { LoadState } from '../ui/load-state';
import { Loading } from '../ui/loading';
import { type Segment, Segmented } from '../ui/segmented';
import { TableCard } from '../ui/table-card';
import type { Column } from '../ui/table-column';
import { operationName } from '../words/operation-name';
import { systemName } from './deployment-columns';

const ENGINE_NAMES: Readonly<Record<DeployHint['engine'], string>> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  'tensorrt-llm': 'TensorRT-LLM',
  mindie: 'MindIE',
};

/** One deployment: where its times go, and how engines are told to run it. */
@Component({
  selector: 'hdr-deployment-detail',
  imports: [CopyButton, ErrorNotice, Icon, Loading, Segmented, TableCard],
  templateUrl: './deployment-detail.html',
  styleUrl: './deployment-detail.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeploymentDetail {
  readonly system = input.required<SystemDeployments>();
  readonly state = input.required<LoadState<SystemDeployments>>();
  readonly telling = input.required<Telling>();
  readonly closed = output();
  readonly retried = output();

  protected readonly notation = signal<'yaml' | 'json'>('yaml');
  protected readonly notations: readonly Segment<'yaml' | 'json'>[] = [
    { value: 'yaml', text: 'YAML' },
    { value: 'json', text: 'JSON' },
  ];
  protected readonly name = computed(() => systemName(this.system()));
  protected readonly detail = computed(() => this.state().value()?.detail ?? null);
  protected readonly hints = computed(() => this.detail()?.hints ?? []);
  protected readonly engines = computed(() =>
    this.hints().map(({ engine }) => ({ value: engine, text: ENGINE_NAMES[engine] })),
  );
  protected readonly engine = linkedSignal(() => this.hints()[0]?.engine ?? 'vllm');
  protected readonly hint = computed(() =>
    this.hints().find(({ engine }) => engine === this.engine()),
  );
  protected readonly columns = computed((): readonly Column<OperationTime>[] => {
    const { t, format } = this.telling();
    return [
      {
        id: 'operation',
        label: t('deploy.operation'),
        cell: ({ operation }) => operationName(operation, this.telling().t),
        sort: ({ operation }) => operationName(operation, this.telling().t),
      },
      {
        id: 'ms',
        label: 'ms',
        align: 'end',
        cell: ({ ms }) => format.number(ms, 3),
        sort: ({ ms }) => ms,
        csv: ({ ms }) => ms,
      },
      {
        id: 'light',
        label: t('deploy.speedOfLight'),
        unit: 'ms',
        align: 'end',
        cell: ({ speedOfLightMs }) => (speedOfLightMs > 0 ? format.number(speedOfLightMs, 3) : '–'),
        sort: ({ speedOfLightMs }) => speedOfLightMs,
        csv: ({ speedOfLightMs }) => speedOfLightMs,
      },
      { id: 'bound', label: t('deploy.bound'), cell: ({ bound }) => t(`bound.${bound}`) },
      {
        id: 'origin',
        label: t('deploy.origin'),
        cell: ({ origin }) => t(`deploy.origin.${origin}`),
      },
    ];
  });

  protected sentence(message: Message): string {
    return messageText(message, this.telling().isChinese ? 'zh-CN' : 'en');
  }

  protected stepNote({ totalMs, speedOfLightMs, residualFactor }: StepBreakdown): string {
    const { t, format } = this.telling();
    return t('deploy.stepNote', {
      total: format.number(totalMs, 3),
      light: format.number(speedOfLightMs, 3),
      factor: format.number(residualFactor, 3),
    });
  }
}
