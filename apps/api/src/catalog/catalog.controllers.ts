import { Controller, Get, Headers, HttpStatus, Param, Query, Res, type Type } from '@nestjs/common';
import {
  type CatalogInfo,
  type PageQuery,
  catalogInfo,
  pageOf,
  pageQuery,
  withSources,
} from '@headroom/models';
import type { Response } from 'express';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint';
import { etagOf } from '../http/etag';
import { parse } from '../http/zod-pipe';
import { CatalogService } from './catalog.service';
import { COLLECTIONS, COLLECTION_NAMES, type CollectionName } from './collections';

const entryId = z.string().min(1).max(200);

@Controller('catalog')
export class CatalogInfoController {
  constructor(private readonly catalog: CatalogService) {}

  @Get()
  @Endpoint({
    summary: 'Version, date and size of the catalogue',
    access: 'tenant',
    returns: catalogInfo,
    versioned: 'answers',
  })
  info(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): CatalogInfo | undefined {
    return unlessKnown(response, known, this.catalog.version, () => this.catalog.info());
  }
}

/** The list and the single entries of one collection. */
function collectionController(name: CollectionName): Type {
  const { schema } = COLLECTIONS[name];

  @Controller(`catalog/${name}`)
  class CatalogCollectionController {
    constructor(private readonly catalog: CatalogService) {}

    @Get()
    @Endpoint({
      summary: `Catalogue: ${name}, by id`,
      access: 'tenant',
      returns: pageOf(schema),
      problems: ['http/cursor-not-valid'],
      versioned: 'answers',
    })
    list(
      @Query(parse(pageQuery)) query: PageQuery,
      @Headers('if-none-match') known: string | undefined,
      @Res({ passthrough: true }) response: Response,
    ): unknown {
      return unlessKnown(response, known, this.catalog.version, () =>
        this.catalog.list(name, query),
      );
    }

    @Get(':id')
    @Endpoint({
      summary: `Catalogue: one of ${name} with its sources`,
      access: 'tenant',
      returns: withSources(schema),
      problems: ['catalog/entry-not-found'],
      versioned: 'answers',
    })
    get(
      @Param('id', parse(entryId)) id: string,
      @Headers('if-none-match') known: string | undefined,
      @Res({ passthrough: true }) response: Response,
    ): unknown {
      return unlessKnown(response, known, this.catalog.version, () => this.catalog.get(name, id));
    }
  }

  Object.defineProperty(CatalogCollectionController, 'name', { value: `Catalog ${name}` });
  return CatalogCollectionController;
}

export const CATALOG_CONTROLLERS: readonly Type[] = [
  CatalogInfoController,
  ...COLLECTION_NAMES.map(collectionController),
];

/** The answer, or 304 for a client that holds this version of the catalogue. */
function unlessKnown<Answer>(
  response: Response,
  known: string | undefined,
  version: string,
  answer: () => Answer,
): Answer | undefined {
  const etag = etagOf(version);
  const result = answer();
  response.set({ ETag: etag, 'Cache-Control': 'private, max-age=0, must-revalidate' });
  if (known !== etag) return result;
  response.status(HttpStatus.NOT_MODIFIED);
  return undefined;
}
