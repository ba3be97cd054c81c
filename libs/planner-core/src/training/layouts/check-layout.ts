import { say, type Excuse, type StatedLayout } from '@headroom/models';
import { layersPerStage } from '../step/memory';
import type { LayoutPoint } from './layout';
import { BATCH_TOLERANCE, canRun } from './search';
import type { StepContext } from '../step/step-context';

/** A stated layout ready to be costed, or what is wrong with it and the nearest value that would do. */
export type CheckedLayout =
  | { readonly kind: 'right'; readonly layout: LayoutPoint }
  | ({ readonly kind: 'wrong' } & Pick<
      Excuse,
      'message' | 'limit' | 'actual' | 'nearestFeasible' | 'unit'
    >);

/** The layout in the words engineers use: `TP8 PP16x6 DP32 ...`. */
export function layoutText(layout: LayoutPoint): string {
  const parts = [
    `TP${layout.tp}`,
    `PP${layout.pp}${layout.vpp > 1 ? `x${layout.vpp}` : ''}`,
    `DP${layout.dp}`,
    ...(layout.cp > 1 ? [`CP${layout.cp}`] : []),
    ...(layout.ep > 1 ? [`EP${layout.ep}`] : []),
    `ZeRO-${layout.zeroStage}`,
    `MBS${layout.microBatch}`,
    layout.recompute,
    layout.schedule,
  ];
  return parts.join(' ');
}

/**
 * Completes a stated layout on a number of chips and checks that everything divides: heads and widths by TP, layers
 * by PP and chunks, experts and ranks by EP, the sequence by CP, the batch by replicas and micro-batches.
 */
export function checkLayout(
  context: StepContext,
  stated: StatedLayout,
  chips: number,
): CheckedLayout {
  const { shape, sequence, globalBatch } = context;
  const { tp = 1, pp = 1, cp = 1, ep = 1, vpp = 1, microBatchSequences: microBatch = 1 } = stated;
  const experts = shape.moe?.experts ?? 1;
  const modelChips = tp * pp * cp;
  const dp = stated.dp ?? chips / modelChips;
  const perStage = layersPerStage(shape.layers, pp);
  const wrong =
    undivided('TP', tp, 'attention heads', shape.heads) ??
    undivided('TP', tp, 'hidden size', shape.hidden) ??
    (shape.moe === null ? undivided('TP', tp, 'MLP width', shape.ffn) : null) ??
    tooMany('PP', pp, 'layers', shape.layers) ??
    undivided('VPP', vpp, 'layers of a stage', perStage) ??
    undivided('CP', cp, 'sequence tokens', sequence) ??
    undivided('EP', ep, 'experts', experts) ??
    (stated.dp === undefined
      ? wholeReplicas(chips, modelChips)
      : wrongChips(chips, modelChips * stated.dp)) ??
    undivided('EP', ep, 'ranks of data and context parallelism', dp * cp) ??
    undivided(
      'shard group',
      stated.shardGroup ?? dp * cp,
      'ranks of data and context parallelism',
      dp * cp,
    ) ??
    batchOver(dp, microBatch, globalBatch);
  if (wrong !== null) return wrong;
  const microBatches = Math.max(1, Math.round(globalBatch / (dp * microBatch)));
  const schedule = stated.schedule ?? (vpp > 1 ? 'interleaved' : '1f1b');
  if (pp > 1 && !canRun({ schedule, vpp }, pp, microBatches)) {
    return excuse('micro-batches', microBatches, 'PP', pp, Math.ceil(microBatches / pp) * pp);
  }
  const ranks = dp * cp;
  return {
    kind: 'right',
    layout: {
      tp,
      pp,
      vpp,
      dp,
      ep,
      cp,
      zeroStage: (ranks === 1 ? 0 : (stated.zeroStage ?? 1)) as LayoutPoint['zeroStage'],
      shardGroup: Math.min(ranks, stated.shardGroup ?? ranks),
      microBatch,
      microBatches,
      recompute: stated.recompute ?? 'none',
      schedule,
      sequenceParallel: stated.sequenceParallel ?? tp > 1,
    },
  };
}

type Wrong = Extract<CheckedLayout, { kind: 'wrong' }>;

/** Words of the sentences below for readers of Chinese; names such as TP stay as they are. */
const CHINESE: Readonly<Record<string, string>> = {
  'attention heads': '注意力头数',
  'hidden size': '隐藏层宽度',
  'MLP width': 'MLP 宽度',
  layers: '层数',
  'layers of a stage': '每级层数',
  'sequence tokens': '序列 token 数',
  experts: '专家数',
  'ranks of data and context parallelism': '数据并行与上下文并行的总卡数',
  'shard group': '分片组',
  'micro-batches': '微批数',
  chips: '芯片数',
  'global batch': '全局批量',
  'DP x micro-batch': 'DP × 微批',
};

function excuse(
  dimension: string,
  value: number,
  what: string,
  size: number,
  nearest: number,
): Wrong {
  return {
    kind: 'wrong',
    message: say('training/layout-does-not-divide', {
      dimension,
      dimensionZh: CHINESE[dimension] ?? dimension,
      value,
      what,
      whatZh: CHINESE[what] ?? what,
      size,
      nearest,
    }),
    limit: size,
    actual: value,
    nearestFeasible: nearest,
    unit: dimension,
  };
}

function undivided(dimension: string, value: number, what: string, size: number): Wrong | null {
  return size % value === 0
    ? null
    : excuse(dimension, value, what, size, nearestDivisor(size, value));
}

const tooMany = (dimension: string, value: number, what: string, size: number): Wrong | null =>
  value <= size ? null : excuse(dimension, value, what, size, size);

/** The divisor nearest to a wish, the larger of two. */
function nearestDivisor(size: number, wish: number): number {
  for (let away = 0; away < size; away += 1) {
    if (size % (wish + away) === 0) return wish + away;
    if (wish > away && size % (wish - away) === 0) return wish - away;
  }
  return 1;
}

function wholeReplicas(chips: number, modelChips: number): Wrong | null {
  if (chips % modelChips === 0) return null;
  const nearest = Math.max(1, Math.round(chips / modelChips)) * modelChips;
  return excuse('chips', chips, 'TP x PP x CP', modelChips, nearest);
}

const wrongChips = (chips: number, needed: number): Wrong | null =>
  chips === needed ? null : excuse('chips', chips, 'TP x PP x CP x DP', needed, needed);

function batchOver(dp: number, microBatch: number, globalBatch: number): Wrong | null {
  const per = dp * microBatch;
  if (per > globalBatch) {
    return {
      kind: 'wrong',
      message: say('training/batch-smaller-than-replicas', {
        sequences: globalBatch,
        replicas: dp,
        microBatch,
        nearest: Math.max(1, Math.floor(globalBatch / microBatch)),
      }),
      limit: globalBatch,
      actual: per,
      nearestFeasible: Math.max(1, Math.floor(globalBatch / microBatch)),
      unit: 'DP',
    };
  }
  const count = Math.round(globalBatch / per);
  return Math.abs(count * per - globalBatch) <= BATCH_TOLERANCE * globalBatch
    ? null
    : excuse('global batch', globalBatch, 'DP x micro-batch', per, count * per);
}
