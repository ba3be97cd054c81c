import { Module } from '@nestjs/common';
import { ApiKeysService } from './api-keys.service';
import { MembersService } from './members.service';
import { WorkspacesController } from './workspaces.controller';

@Module({
  controllers: [WorkspacesController],
  providers: [ApiKeysService, MembersService],
})
export class WorkspacesHttpModule {}
