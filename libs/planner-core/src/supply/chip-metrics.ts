import type { Chip, PolicyCondition, PolicyRule } from '@headroom/models';

type Metric = PolicyCondition['metric'];

/** Bit length of the formats that count toward total processing performance; TF32 is left out. */
const BITS = { fp32: 32, bf16: 16, fp16: 16, fp8: 8, int8: 8, fp4: 4 } as const;
const BOTH_DIRECTIONS = 2;

/**
 * Total processing performance of US 3A090: dense TFLOPS x bit length, the greatest over all formats.
 * The catalogue's figure where there is one; `null` when no peak is published.
 */
export function totalProcessingPerformance(chip: Chip): number | null {
  if (chip.totalProcessingPerformance !== null) return chip.totalProcessingPerformance.value;
  const products = Object.entries(BITS).flatMap(([format, bits]) => {
    const peak = chip.peakDenseTflops[format as keyof typeof BITS];
    return peak === null || peak === undefined ? [] : [peak.value * bits];
  });
  return products.length === 0 ? null : Math.max(...products);
}

/** The figures export rules are written in; `null` where unknown. */
function metricOf(chip: Chip, metric: Metric): number | null {
  const tpp = totalProcessingPerformance(chip);
  const die = chip.dieAreaMm2?.value ?? null;
  switch (metric) {
    case 'tpp':
      return tpp;
    case 'performanceDensity':
      return tpp === null || die === null ? null : tpp / die;
    case 'memoryBandwidthGBps':
      return chip.memoryBandwidthGBps?.value ?? null;
    case 'bidirectionalIoGBps': {
      const rate = chip.scaleUpGBpsPerDirection?.value ?? null;
      return rate === null ? null : rate * BOTH_DIRECTIONS;
    }
    case 'dieAreaMm2':
      return die;
    default:
      return metric satisfies never;
  }
}

/** Whether all conditions hold for a chip. An unknown figure fulfils none; no conditions cover nothing. */
function allHold(conditions: readonly PolicyCondition[], chip: Chip): boolean {
  return (
    conditions.length > 0 &&
    conditions.every(({ metric, op, value }) => {
      const actual = metricOf(chip, metric);
      if (actual === null) return false;
      switch (op) {
        case '<':
          return actual < value;
        case '<=':
          return actual <= value;
        case '>':
          return actual > value;
        case '>=':
          return actual >= value;
        default:
          return op satisfies never;
      }
    })
  );
}

/** What a threshold rule says of a chip: covered in full, by notification only, or not at all. */
export function ruleSays(rule: PolicyRule, chip: Chip): 'covered' | 'notification' | 'free' {
  if ([rule.allOf, ...(rule.orAllOf ?? [])].some((list) => allHold(list, chip))) return 'covered';
  return (rule.notificationWhen ?? []).some((list) => allHold(list, chip))
    ? 'notification'
    : 'free';
}
