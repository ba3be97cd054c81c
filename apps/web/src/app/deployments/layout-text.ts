import type { Parallelism, ServiceDeployment } from '@headroom/models';

/** Sizes of a layout as the field writes them, such as `TP2 DP4 EP8`; sizes of one are left out. */
export function layoutText(l: Parallelism): string {
  const sizes = (['tp', 'pp', 'dp', 'ep', 'cp'] as const)
    .filter((name) => l[name] > 1)
    .map((name) => `${name.toUpperCase()}${l[name]}`);
  return sizes.length > 0 ? sizes.join(' ') : 'TP1';
}

/** Both pools of a deployment, the one that prefills first, and how many tokens are drafted. */
export function deploymentText({
  parallelism,
  prefillPool,
  speculation,
}: ServiceDeployment): string {
  const decode = speculation
    ? `${layoutText(parallelism)} MTP${speculation.draftTokens}`
    : layoutText(parallelism);
  return prefillPool ? `${layoutText(prefillPool.parallelism)} → ${decode}` : decode;
}
