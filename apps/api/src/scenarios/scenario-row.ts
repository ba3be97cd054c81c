import type { ScenarioDocument } from '@headroom/models';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TENANT_SCHEMA } from '../database/schemas';
import { TenantRow } from '../database/tenant-row';

/** A scenario; its text is in its versions. */
@Entity({ schema: TENANT_SCHEMA, name: 'scenario' })
export class ScenarioRow extends TenantRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}

/** One state of a scenario's text; never changed once written. */
@Entity({ schema: TENANT_SCHEMA, name: 'scenario_version' })
export class ScenarioVersionRow extends TenantRow {
  @PrimaryColumn('uuid', { name: 'scenario_id' })
  scenarioId: string;

  @PrimaryColumn('integer')
  version: number;

  @Column('text')
  yaml: string;

  @Column('jsonb')
  document: ScenarioDocument;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** Actor id, such as `user:...` or `key:...`. */
  @Column('text', { name: 'created_by' })
  createdBy: string;

  /** The actor's name when it happened. */
  @Column('text', { name: 'created_by_name' })
  createdByName: string;
}
