import type { TrainingOptimizer } from '@headroom/models';
import type { TrainingRecipe } from '../run/recipe';
import type { TrainingModelShape } from './shape';

interface OptimizerCost {
  /** Master weight and states, bytes a parameter. */
  readonly bytes: number;
  readonly trafficBytes: number;
}

const COSTS: Readonly<Record<TrainingOptimizer, OptimizerCost>> = {
  // FP32 master weight and two FP32 moments.
  adamw: { bytes: 12, trafficBytes: 34 },
  // FP32 master weight, moments in 16 bits (DeepSeek-V3, arXiv:2412.19437, section 3.3.3).
  'adamw-bf16-states': { bytes: 8, trafficBytes: 26 },
  // FP32 master weight, moments in 8 bits with one FP32 scale for 2,048 values (Dettmers et al., arXiv:2110.02861).
  'adam-8bit': { bytes: 6.004, trafficBytes: 22 },
  // FP32 master weight and one momentum (Liu et al., arXiv:2502.16982).
  muon: { bytes: 8, trafficBytes: 26 },
};

/** Newton-Schulz steps of Muon; each takes three products of up to 2 m FLOP a parameter, m the matrix's short side. */
const NEWTON_SCHULZ_STEPS = 5;
const FLOPS_PER_STEP = 6;

/** A recipe with the states, traffic and arithmetic of an optimiser. */
export function withOptimizer(
  recipe: TrainingRecipe,
  optimizer: TrainingOptimizer,
  shape: Pick<TrainingModelShape, 'hidden' | 'moe'>,
): TrainingRecipe {
  const { bytes, trafficBytes } = COSTS[optimizer];
  const shortSide = Math.min(shape.hidden, shape.moe?.expertFfn ?? shape.hidden);
  return {
    ...recipe,
    optimizerBytes: bytes,
    optimizerTrafficBytes: trafficBytes,
    optimizerFlops: optimizer === 'muon' ? NEWTON_SCHULZ_STEPS * FLOPS_PER_STEP * shortSide : 0,
  };
}
