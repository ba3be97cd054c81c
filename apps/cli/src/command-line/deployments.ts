import { type Command, Option } from 'commander';
import { FLAGS_ENGINES } from '../choices';
import { localeOption } from './locale-option';

/** Names after an option, separated by commas or by repeating it. */
const names = (text: string, before: string[] = []): string[] => [
  ...before,
  ...text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
];

/** `headroom deployments`: how a model is best served. */
export function addDeployments(root: Command): void {
  root
    .command('deployments')
    .description('search how a model is best served: systems, layouts, speeds, engine flags')
    .requiredOption('--model <name>', 'id, name or alias of a model')
    .option('--system <names>', 'systems, separated by commas; default: the whole catalogue', names)
    .option('--vendor <names>', 'only chips of these vendors', names)
    .requiredOption('--input-tokens <mean[:p90]>', 'tokens of a prompt')
    .requiredOption('--output-tokens <mean[:p90]>', 'tokens of an answer')
    .option('--prefix-hit-share <share>', 'share of prompt tokens found in the prefix cache')
    .option('--ttft-ms <ms>', 'limit on the time to the first token')
    .option('--tpot-ms <ms>', 'limit on the time per output token')
    .option('--end-to-end-ms <ms>', 'limit on a whole request')
    .option('--percentile <share>', 'share of requests that keep the limits; default: 0.9')
    .option('--rate <requests>', 'peak requests a second to size for')
    .option('--utilisation <share>', 'load a replica may carry; default: 0.8')
    .addOption(
      new Option('--engine <engine>', 'whose overheads').choices([
        'auto',
        'vllm',
        'sglang',
        'tensorrt-llm',
        'vendor',
      ]),
    )
    .addOption(
      new Option('--mode <mode>', 'default: both').choices(['aggregated', 'disaggregated']),
    )
    .option('--precision <formats>', 'bf16, fp16, fp8, int8, w4a16, fp4, mxfp4', names)
    .addOption(new Option('--kv-precision <format>').choices(['bf16', 'fp8', 'int8']))
    .option('--draft-tokens <n>', 'tokens drafted a step; 0 for none; default: as the model has')
    .option('--acceptance <share>', 'share of drafted tokens accepted')
    .option('--tp <n>', 'tensor parallel size')
    .option('--pp <n>', 'pipeline stages')
    .option('--dp <n>', 'data parallel attention ranks')
    .option('--ep <n>', 'expert parallel ranks')
    .option('--across', 'also prefill on one and decode on another of the systems')
    .option('--top <n>', 'systems, and deployments of each, to list')
    .option('--explain', 'show where the time of every operation goes')
    .addOption(
      new Option('--flags <engine>', 'print the best as flags of an engine').choices(FLAGS_ENGINES),
    )
    .option('--json', 'print as JSON')
    .addOption(localeOption())
    .action(async (options) => (await import('../commands/deployments.js')).deployments(options));
}
