import type { DeployHint } from '@headroom/models';
import { mindieFlags } from './mindie-flags';
import type { HintAsk } from './pool-settings';
import { sglangFlags } from './sglang-flags';
import { tensorrtLlmFlags } from './tensorrt-llm-flags';
import { vllmFlags } from './vllm-flags';

/** A deployment as the flags of every engine that is known to run on its chips. */
export function deployHints(ask: HintAsk): DeployHint[] {
  switch (ask.vendor) {
    case 'NVIDIA':
      return [vllmFlags(ask), sglangFlags(ask), tensorrtLlmFlags(ask)];
    case 'Huawei':
      return [mindieFlags(ask), vllmFlags(ask), sglangFlags(ask)];
    default:
      return [vllmFlags(ask), sglangFlags(ask)];
  }
}
