import { Column } from 'typeorm';
import type { Scoped } from '../tenancy/tenant';

/** Base of every row a workspace owns. */
export abstract class TenantRow implements Scoped {
  @Column({ name: 'workspace_id', type: 'uuid', update: false })
  readonly workspaceId: string;
}
