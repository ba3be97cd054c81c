import { Module } from '@nestjs/common';
import { CATALOG_CONTROLLERS } from './catalog.controllers';
import { CatalogService } from './catalog.service';

@Module({ providers: [CatalogService], exports: [CatalogService] })
export class CatalogModule {}

@Module({ imports: [CatalogModule], controllers: [...CATALOG_CONTROLLERS] })
export class CatalogHttpModule {}
