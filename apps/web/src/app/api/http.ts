import { HttpClient, HttpHeaders, type HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Page } from '@headroom/models';
import { firstValueFrom, fromEvent, NEVER, takeUntil } from 'rxjs';
import { Words } from '../words/words';
import { toApiError } from './api-error';

/** Most entries one page of a list may carry. */
const PAGE_LIMIT = 200;

interface RequestOptions {
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Ends the request; it is then thrown as a failure like any other. */
  signal?: AbortSignal | undefined;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Requests to the product's own API on the same origin. Every failure is thrown as an `ApiError`. */
@Injectable({ providedIn: 'root' })
export class Http {
  private readonly client = inject(HttpClient);
  private readonly words = inject(Words);

  async get<T>(path: string, query: RequestOptions['query'] = {}): Promise<T> {
    return this.body(await this.send<T>('GET', path, { query }));
  }

  /** A POST that a network's retry cannot do twice. */
  async post<T>(path: string, body: unknown = {}): Promise<T> {
    const headers = { 'Idempotency-Key': randomKey() };
    return this.body(await this.send<T>('POST', path, { body, headers }));
  }

  /** A POST that only asks and changes nothing, so that doing it twice does no harm. */
  async ask<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    return this.body(await this.send<T>('POST', path, { body, signal }));
  }

  async put<T>(path: string, body: unknown, version: number): Promise<T> {
    const headers = { 'If-Match': `"${version}"` };
    return this.body(await this.send<T>('PUT', path, { body, headers }));
  }

  async patch<T>(path: string, body: unknown): Promise<T> {
    return this.body(await this.send<T>('PATCH', path, { body }));
  }

  async delete(path: string): Promise<void> {
    await this.send<unknown>('DELETE', path, {});
  }

  /** Every entry of a list, page after page. */
  async all<T>(path: string, query: RequestOptions['query'] = {}): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.get<Page<T>>(path, { ...query, limit: PAGE_LIMIT, cursor });
      items.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return items;
  }

  private async send<T>(
    method: Method,
    path: string,
    { query = {}, body, headers = {}, signal }: RequestOptions,
  ): Promise<HttpResponse<T>> {
    const params = Object.fromEntries(
      Object.entries(query).filter(
        (entry): entry is [string, string | number] => entry[1] !== undefined,
      ),
    );
    try {
      return await firstValueFrom(
        this.client
          .request<T>(method, path, {
            body,
            params,
            // The language chosen here, which need not be the browser's.
            headers: new HttpHeaders({ ...headers, 'Accept-Language': this.words.locale() }),
            observe: 'response',
          })
          .pipe(takeUntil(signal === undefined ? NEVER : fromEvent(signal, 'abort'))),
      );
    } catch (failure) {
      throw toApiError(failure);
    }
  }

  private body<T>(response: HttpResponse<T>): T {
    // A 204 carries nothing and its callers expect nothing.
    return response.body as T;
  }
}

/** `crypto.randomUUID` exists in secure contexts only; the product may be served over plain HTTP inside a network. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
