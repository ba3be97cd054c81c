import { computed, inject, Injectable, signal } from '@angular/core';
import {
  type Excuse,
  type Message,
  messageText,
  type TrainingLayout,
  type TrainingOption,
  type TrainingStudy,
} from '@headroom/models';
import { HardwareNames } from '../catalog/hardware-names';
import { vendorColour } from '../charts/palette';
import { Currency } from '../shell/currency';
import { Theme } from '../shell/theme';
import { Format } from '../ui/format';
import { Words } from '../words/words';

/** The study on the page, the option looked at, and how names and amounts are shown. */
@Injectable()
export class StudyView {
  private readonly words = inject(Words);
  private readonly formats = inject(Format);
  private readonly theme = inject(Theme);
  private readonly hardware = inject(HardwareNames);
  private readonly shown = signal<TrainingStudy | null>(null);
  private readonly chosen = signal(0);

  readonly currency = inject(Currency).shown;
  readonly study = computed((): TrainingStudy => {
    const study = this.shown();
    if (study === null) throw new Error('No study is shown yet.');
    return study;
  });
  readonly option = computed(
    (): TrainingOption | null => this.study().options[this.chosen()] ?? null,
  );
  readonly format = computed(() => this.formats.current());
  readonly isDark = computed(() => this.theme.isDark());

  /** A system's name in the reader's language. */
  systemName(id: string, name: string): string {
    return this.words.isChinese() ? this.hardware.system(id, name) : name;
  }

  /** What an excuse is about: a system, or a chip. */
  hardwareName(of: Pick<Excuse, 'systemId' | 'chipId'>): string {
    return this.hardware.of(of);
  }

  show(study: TrainingStudy): void {
    this.chosen.set(0);
    this.shown.set(study);
  }

  choose(option: TrainingOption): void {
    this.chosen.set(Math.max(0, this.study().options.indexOf(option)));
  }

  text(message: Message): string {
    const { usdCny } = this.study();
    const money = { currency: this.currency(), usdCny };
    return messageText(message, this.words.locale(), money, this.hardware.known());
  }

  colour(vendor: string): string {
    return vendorColour(vendor, this.isDark());
  }

  amount(usd: number): number {
    return this.currency() === 'CNY' ? usd * this.study().usdCny : usd;
  }

  money(usd: number | null | undefined): string {
    if (usd === null || usd === undefined) return '–';
    return this.format().moneyCompact(this.amount(usd), this.currency());
  }
}

/** A layout as engineers write it; what is 1 or none is left out. */
export function layoutText(layout: TrainingLayout): string {
  const { tp, pp, vpp, dp, ep, cp, zeroStage, shardGroup } = layout;
  return [
    `TP${tp}`,
    pp > 1 ? `PP${pp}${vpp > 1 ? `×${vpp}` : ''}` : '',
    `DP${dp}`,
    cp > 1 ? `CP${cp}` : '',
    ep > 1 ? `EP${ep}` : '',
    zeroStage > 0 ? `ZeRO-${zeroStage}${shardGroup === undefined ? '' : `/${shardGroup}`}` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** How the layout runs: micro-batch, schedule and what is computed again. */
export function scheduleText(layout: TrainingLayout): string {
  return [
    `MBS ${layout.microBatchSequences}`,
    ...(layout.pp > 1 ? [layout.schedule] : []),
    ...(layout.recompute === 'none' ? [] : [`recompute ${layout.recompute}`]),
  ].join(' · ');
}
