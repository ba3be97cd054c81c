import type { Excuse } from '@headroom/models';

/** Excuses that say the same of the same hardware, for one or more workloads. */
export interface ExcuseGroup {
  key: string;
  code: string;
  hardware: string;
  workloads: readonly string[];
  excuses: readonly Excuse[];
}

/** One group for each hardware and reason; the order of the plan is kept. */
export function groupedExcuses(excuses: readonly Excuse[]): ExcuseGroup[] {
  const groups = new Map<string, Excuse[]>();
  for (const excuse of excuses) {
    const key = `${hardwareOf(excuse)}|${excuse.code}`;
    groups.set(key, [...(groups.get(key) ?? []), excuse]);
  }
  return [...groups].map(([key, members]) => ({
    key,
    code: members[0]?.code ?? '',
    hardware: members[0] === undefined ? '' : hardwareOf(members[0]),
    workloads: [...new Set(members.flatMap((excuse) => excuse.workloadId ?? []))],
    excuses: members,
  }));
}

/** Reasons with how many groups give them, most frequent first. */
export function reasonCounts(groups: readonly ExcuseGroup[]): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { code } of groups) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

function hardwareOf(excuse: Excuse): string {
  return excuse.systemId ?? excuse.chipId ?? '';
}
