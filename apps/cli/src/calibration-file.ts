import { servingCalibration, type ServingCalibration } from '@headroom/models';
import { badInput } from './exit-code';
import { readText } from './scenario-file';

/**
 * Reads own runs as `headroom calibrate-serving` wrote them.
 * @throws CommandFailure naming the first field that is not as expected
 */
export function loadCalibration(path: string | undefined): ServingCalibration | undefined {
  if (path === undefined) return undefined;
  const read = servingCalibration.safeParse(parsed(path));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badInput(
    `${path} is no calibration of serving: /${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}`,
    'Make one with: headroom calibrate-serving -f my-runs.jsonl -o calibration.json',
  );
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof SyntaxError) throw badInput(`${path} is not JSON: ${error.message}`);
    throw error;
  }
}
