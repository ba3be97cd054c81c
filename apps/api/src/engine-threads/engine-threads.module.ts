import { Module } from '@nestjs/common';
import { EngineThreads, PooledEngineThreads } from './engine-threads';

@Module({
  providers: [{ provide: EngineThreads, useClass: PooledEngineThreads }],
  exports: [EngineThreads],
})
export class EngineThreadsModule {}
