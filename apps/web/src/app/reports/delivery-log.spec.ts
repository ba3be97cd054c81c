import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import type { DeliveryResponse } from '@headroom/models';
import { describe, expect, it } from 'vitest';
import { Words } from '../words/words';
import { WordsLoader } from '../words/words-loader';
import { DeliveryLog } from './delivery-log';

const STATES: readonly DeliveryResponse['status'][] = [
  'pending',
  'sending',
  'sent',
  'failed',
  'unknown',
];

function aDelivery(status: DeliveryResponse['status']): DeliveryResponse {
  return {
    id: status,
    scheduleId: 's1',
    scheduleName: 'Weekly',
    recipient: `${status}@example.com`,
    dueAt: '2026-01-01T00:00:00Z',
    status,
    attempts: 1,
    sentAt: null,
    answer: null,
  };
}

async function sentAgainFrom(maySend: boolean): Promise<string[]> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      provideTransloco({
        config: { availableLangs: ['en'], defaultLang: 'en' },
        loader: WordsLoader,
      }),
    ],
  });
  await TestBed.inject(Words).load();
  const log = TestBed.createComponent(DeliveryLog);
  log.componentRef.setInput('deliveries', STATES.map(aDelivery));
  log.componentRef.setInput('maySend', maySend);
  const sent: string[] = [];
  log.componentInstance.sentAgain.subscribe((delivery) => sent.push(delivery.id));
  await log.whenStable();
  const page = log.nativeElement as HTMLElement;
  for (const button of page.querySelectorAll<HTMLButtonElement>('tbody button')) button.click();
  return sent.sort();
}

describe('the delivery log', () => {
  it('offers to send again what failed or may not have arrived, and nothing else', async () => {
    expect(await sentAgainFrom(true)).toEqual(['failed', 'unknown']);
  });

  it('offers nothing to people who may not send', async () => {
    expect(await sentAgainFrom(false)).toEqual([]);
  });
});
