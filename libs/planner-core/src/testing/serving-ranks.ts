import { loadCatalog } from '../catalog/catalog';
import { servingFormats } from '../inference/memory/formats';
import type { ServingLayout } from '../inference/memory/layout';
import { modelShape } from '../inference/memory/model-shape';
import { type RankLengths, rankTimes, type RankTimes } from '../inference/open-loop/open-loop-rank';
import { profileOf } from '../inference/engine/profiles';
import { servingMemory } from '../inference/memory/serving-memory';
import { kernelsOf } from '../kernels/kernel-set';
import { machineOf } from '../topology/machine-of';

/** Replicas the queueing model is tried on, small and large, dense and mixture of experts. */
const REPLICAS = [
  { model: 'llama-3.1-8b', system: 'nv-hgx-h20-96-8', layout: { tp: 1, pp: 1, dp: 1, ep: 1 } },
  { model: 'llama-3.1-70b', system: 'nv-dgx-h100', layout: { tp: 8, pp: 1, dp: 1, ep: 1 } },
  { model: 'deepseek-r1', system: 'nv-dgx-h200', layout: { tp: 8, pp: 1, dp: 1, ep: 8 } },
] as const satisfies readonly { model: string; system: string; layout: ServingLayout }[];

/** Attention ranks of the replicas, their step times by the replica model. */
export function servingRanks(lengths: RankLengths): (RankTimes & { readonly name: string })[] {
  const catalog = loadCatalog();
  return REPLICAS.map(({ model, system, layout }) => {
    const llm = catalog.llms.find((l) => l.id === model);
    const entry = catalog.systems.find((s) => s.id === system);
    if (!llm || !entry) throw new Error(`The catalogue lost ${model} or ${system}`);
    const result = machineOf(entry, catalog, { acceptEstimates: true });
    if (result.kind !== 'usable') throw new Error(result.excuse.message.text);
    const { machine } = result;
    const shape = modelShape(llm);
    const profile = profileOf('vllm');
    const formats = servingFormats(machine, shape, 'vllm', 'fp8', null, null);
    const memory = servingMemory(machine, shape, formats, layout, profile);
    const context = {
      shape,
      kernels: kernelsOf(machine, 'vllm'),
      fabric: machine.fabric,
      formats,
      layout,
      routingSkew: profile.routingSkew,
    };
    const speed = { tpot: 1, ttft: 1 };
    const times = rankTimes(context, profile, memory, lengths, speed, 1024);
    return { ...times, name: `${model} on ${system}` };
  });
}
