import type { LaunchFlags, TrainingFramework } from '@headroom/models';
import {
  jsonText,
  shellText,
  type FlagQuestion,
  type Flags,
  type FrameworkFlags,
} from './flag-list';
import { maxtextFlags } from './maxtext-flags';
import { megatronFlags, mindspeedFlags } from './megatron-flags';
import { nemoFlags } from './nemo-flags';
import { tomlText, torchtitanFlags } from './torchtitan-flags';

interface Framework {
  /** Release whose names these are. */
  readonly version: string;
  readonly sourceUrl: string;
  readonly fileName: string;
  flags(question: FlagQuestion): FrameworkFlags;
  shell(flags: Flags): string;
  file(flags: Flags): string;
}

const yamlText = (flags: Flags): string =>
  flags.map(([name, value]) => `${name}: ${String(value)}\n`).join('');

const FRAMEWORK: Readonly<Record<TrainingFramework, Framework>> = {
  megatron: {
    version: 'Megatron-LM core_v0.14',
    sourceUrl:
      'https://github.com/NVIDIA/Megatron-LM/blob/core_v0.14.0/megatron/training/arguments.py',
    fileName: 'megatron-args.json',
    flags: megatronFlags,
    shell: shellText,
    file: jsonText,
  },
  mindspeed: {
    version: 'MindSpeed-LLM 2.1 (MindSpeed core_r0.12)',
    sourceUrl: 'https://gitee.com/ascend/MindSpeed-LLM/tree/2.1.0/docs/pytorch/features',
    fileName: 'mindspeed-args.json',
    flags: mindspeedFlags,
    shell: shellText,
    file: jsonText,
  },
  nemo: {
    version: 'NeMo 2.4',
    sourceUrl:
      'https://github.com/NVIDIA/NeMo/blob/v2.4.0/nemo/lightning/pytorch/strategies/megatron_strategy.py',
    fileName: 'nemo-overrides.yaml',
    flags: nemoFlags,
    shell: (flags) => shellText(flags.map(spelledOut), ''),
    file: yamlText,
  },
  torchtitan: {
    version: 'torchtitan v0.2',
    sourceUrl: 'https://github.com/pytorch/torchtitan/blob/v0.2.0/torchtitan/config/job_config.py',
    fileName: 'torchtitan.toml',
    flags: torchtitanFlags,
    shell: shellText,
    file: tomlText,
  },
  maxtext: {
    version: 'MaxText 0.1',
    sourceUrl: 'https://github.com/AI-Hypercomputer/maxtext/blob/main/src/MaxText/configs/base.yml',
    fileName: 'maxtext.yml',
    flags: maxtextFlags,
    shell: (flags) => shellText(flags.map(spelledOut), ''),
    file: yamlText,
  },
};

/** Overrides are `name=value`, switches among them too. */
function spelledOut([name, value]: Flags[number]): Flags[number] {
  return [name, String(value)];
}

/** A layout in the words of a framework, for a shell and as a file. */
export function launchFlagsFor(framework: TrainingFramework, question: FlagQuestion): LaunchFlags {
  const { version, sourceUrl, fileName, ...renders } = FRAMEWORK[framework];
  const { flags, notes } = renders.flags(question);
  return {
    framework,
    version,
    sourceUrl,
    fileName,
    shell: renders.shell(flags),
    file: renders.file(flags),
    notes: [...notes],
  };
}
