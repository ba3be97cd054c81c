import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, rateFromGBps, rateFromGbps, seconds } from '../units/convert';
import { allReduceTime, allToAllTime, reduceScatterTime, sendTime } from './collectives';
import { placeGroup, type Fabric } from './fabric';

const hgx: Fabric = {
  domainChips: 8,
  topology: 'switched',
  scaleUpBandwidth: rateFromGBps(450),
  scaleUpLatency: seconds(2e-6),
  scaleOutBandwidth: rateFromGbps(400),
  scaleOutLatency: seconds(6e-6),
  oversubscription: 1,
};

describe('collectives', () => {
  it('all-reduces 1 GB over 8 chips of an NVSwitch domain in about 4.9 ms', () => {
    const time = allReduceTime(hgx, placeGroup(hgx, 8, 1), bytes(1e9));
    expect(time).toBeCloseTo((2 * (7 / 8) * 1e9) / (450e9 * 0.8) + 14 * 2e-6, 6);
  });

  it('pays inside then outside when a group spans domains', () => {
    const one = reduceScatterTime(hgx, placeGroup(hgx, 8, 1), bytes(1e9));
    const two = reduceScatterTime(hgx, placeGroup(hgx, 16, 1), bytes(1e9));
    expect(two).toBeGreaterThan(one);
  });

  it('puts one member in each domain when ranks are a domain apart', () => {
    expect(placeGroup(hgx, 16, 8)).toEqual({ size: 16, inside: 1 });
    expect(placeGroup(hgx, 4, 2)).toEqual({ size: 4, inside: 4 });
  });

  it('places a group whose size is not whole one rank a domain', () => {
    expect(placeGroup(hgx, 2.5, 1)).toEqual({ size: 2.5, inside: 1 });
    expect(placeGroup(hgx, 0.5, 1)).toEqual({ size: 0.5, inside: 1 });
  });

  it('lets a pair in a full mesh of 8 use only its own link', () => {
    const mesh: Fabric = { ...hgx, topology: 'full-mesh' };
    const amount = bytes(1e9);
    expect(sendTime(mesh, false, amount)).toBeGreaterThan(6 * sendTime(hgx, false, amount));
  });

  it('never gets slower when any bandwidth grows', () => {
    const size = fc.constantFrom(2, 4, 8, 16, 64, 256);
    fc.assert(
      fc.property(
        size,
        fc.double({ min: 1, max: 8, noNaN: true }),
        fc.boolean(),
        (n, factor, out) => {
          const faster: Fabric = out
            ? { ...hgx, scaleOutBandwidth: rateFromGbps(400 * factor) }
            : { ...hgx, scaleUpBandwidth: rateFromGBps(450 * factor) };
          const group = placeGroup(hgx, n, 1);
          for (const time of [allReduceTime, reduceScatterTime, allToAllTime]) {
            expect(time(faster, group, bytes(1e8))).toBeLessThanOrEqual(
              time(hgx, group, bytes(1e8)),
            );
          }
        },
      ),
    );
  });
});
